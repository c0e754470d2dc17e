"""Connectionist temporal classification (Graves et al., 2006): all alignments of labels with a longer input, summed.

An alignment repeats labels and puts blanks between them. The states of a target a b are _ a _ b _ with blanks _; from a
state one may stay, go on by one, or skip a blank between different labels.
"""

import torch

_NEVER = float("-inf")


def _reach(emissions, may_skip):
    """log of the probability of being in each state at each time, over all ways there: (T, states)."""
    times, states = emissions.shape
    row = torch.full((states,), _NEVER, dtype=emissions.dtype)
    row[:2] = emissions[0, :2]
    never = torch.full((2,), _NEVER, dtype=emissions.dtype)
    rows = [row]
    for time in range(1, times):
        before = torch.cat([never, rows[-1]])
        skipped = torch.where(may_skip, before[:-2], torch.tensor(_NEVER, dtype=emissions.dtype))
        ways = torch.stack([before[2:], before[1:-1], skipped])
        rows.append(torch.logsumexp(ways, dim=0) + emissions[time])
    return torch.stack(rows)


def _skips(labels, blank):
    """Which states can be reached past a blank."""
    return torch.tensor(
        [place >= 2 and label != blank and label != labels[place - 2] for place, label in enumerate(labels)]
    )


def _one(log_probs, target, blank):
    """The loss of one sequence, and its gradient with respect to the log-probabilities (T, C)."""
    times = log_probs.size(0)
    labels = [blank]
    for label in target:
        labels += [label, blank]
    if times == 0:
        return log_probs.new_tensor(0.0 if not target else float("inf")), torch.zeros_like(log_probs)
    index = torch.tensor(labels, dtype=torch.long)
    emissions = log_probs.index_select(1, index)
    forward = _reach(emissions, _skips(labels, blank))
    backward = _reach(emissions.flip((0, 1)), _skips(labels[::-1], blank)).flip((0, 1))
    total = torch.logsumexp(forward[-1, -2:], dim=0)
    # The probability of being in a state at a time, given the target, summed over the states of each class.
    occupied = (forward + backward - emissions - total).exp()
    seen = torch.zeros_like(log_probs).index_add(1, index, occupied)
    return -total, log_probs.exp() - seen


class CtcLoss(torch.autograd.Function):
    """The losses of a batch."""

    @staticmethod
    def forward(ctx, log_probs, targets, input_lengths, blank, zero_infinity):
        losses, gradients = [], []
        for place, (target, length) in enumerate(zip(targets, input_lengths)):
            loss, gradient = _one(log_probs[:length, place], target, blank)
            if zero_infinity and loss.item() == float("inf"):
                loss, gradient = torch.zeros_like(loss), torch.zeros_like(gradient)
            rest = log_probs.new_zeros(log_probs.size(0) - length, log_probs.size(2))
            losses.append(loss)
            gradients.append(torch.cat([gradient, rest]))
        ctx.save_for_backward(torch.stack(gradients, dim=1))
        return torch.stack(losses)

    @staticmethod
    def backward(ctx, grad_output):
        (gradient,) = ctx.saved_tensors
        return gradient * grad_output.reshape(1, -1, 1), None, None, None, None


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    """The loss of log-probabilities (T, N, C) or (T, C) for targets (N, S), or all targets one after the other.

    "mean" divides each loss by the length of its target first.
    """
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    batched = log_probs.dim() == 3
    if not batched:
        log_probs, targets = log_probs.unsqueeze(1), targets.reshape(1, -1)
    input_lengths, target_lengths = _numbers(input_lengths), _numbers(target_lengths)
    _check(log_probs, targets, input_lengths, target_lengths, blank)
    rows = targets.long().tolist()
    if targets.dim() == 1:
        flat, rows, begin = rows, [], 0
        for length in target_lengths:
            rows.append(flat[begin : begin + length])
            begin += length
    rows = [row[:length] for row, length in zip(rows, target_lengths)]
    losses = CtcLoss.apply(log_probs, rows, input_lengths, blank, zero_infinity)
    if reduction == "mean":
        return (losses / torch.tensor([max(length, 1) for length in target_lengths], dtype=losses.dtype)).mean()
    if reduction == "sum":
        return losses.sum()
    return losses if batched else losses.squeeze(0)


def _numbers(lengths):
    lengths = lengths.tolist() if isinstance(lengths, torch.Tensor) else lengths
    return list(lengths) if hasattr(lengths, "__iter__") else [lengths]


def _check(log_probs, targets, input_lengths, target_lengths, blank):
    times, batch, classes = log_probs.shape
    where = "(while checking arguments for ctc_loss_allocate_outputs)"
    if not 0 <= blank < classes:
        raise RuntimeError("blank must be in label range")
    if len(input_lengths) != batch:
        raise RuntimeError("input_lengths must be of size batch_size")
    if len(target_lengths) != batch:
        raise RuntimeError("target_lengths must be of size batch_size")
    for length in input_lengths:
        if length < 0:
            raise RuntimeError(f"Expected input_lengths to have value at least 0, but got value {length} {where}")
        if length > times:
            raise RuntimeError(f"Expected input_lengths to have value at most {times}, but got value {length} {where}")
    if targets.dim() == 1 and targets.size(0) != sum(target_lengths):
        raise RuntimeError(
            f"Expected tensor to have size {sum(target_lengths)} at dimension 0, but got size {targets.size(0)} for "
            f"argument #2 'targets' {where}"
        )
    if targets.dim() == 2 and max(target_lengths, default=0) > targets.size(1):
        raise RuntimeError(
            f"Expected tensor to have size at least {max(target_lengths)} at dimension 1, but got size "
            f"{targets.size(1)} for argument #2 'targets' {where}"
        )
