"""torch.nn.functional: layers, activations and losses as functions, most of them native."""

import warnings

import torch
import _lazily
import _torch_functional

_HOMES = _lazily.homes(
    _functional_attention="_canonical_mask _none_or_dtype multi_head_attention_forward scaled_dot_product_attention",
    _functional_ctc="ctc_loss",
    _functional_grid="affine_grid",
    _functional_interpolate="interpolate upsample upsample_bilinear upsample_nearest",
    _functional_pooling=(
        "fractional_max_pool2d fractional_max_pool3d local_response_norm lp_pool1d lp_pool2d lp_pool3d max_unpool1d "
        "max_unpool2d max_unpool3d"
    ),
    _functional_windows="fold unfold",
)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """A sample from the categorical distribution of these logits that gradients pass through (Jang et al., 2016).

    Soft: softmax((logits + Gumbel noise) / tau). Hard: one-hot, with the soft sample's gradient.
    """
    if eps != 1e-10:
        warnings.warn("`eps` parameter is deprecated and has no effect.", stacklevel=2)
    noise = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return torch.zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft


def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"
):
    """max(0, d(anchor, positive) - d(anchor, negative) + margin); with `swap` the nearer of two negatives counts."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    if not anchor.dim() == positive.dim() == negative.dim():
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"anchor {anchor.dim()}D, positive {positive.dim()}D, and negative {negative.dim()}D inputs"
        )
    distance = torch.nn.functional.pairwise_distance if distance_function is None else distance_function
    to_positive, to_negative = distance(anchor, positive), distance(anchor, negative)
    if swap:
        to_negative = torch.minimum(to_negative, distance(positive, negative))
    loss = torch.clamp_min(margin + to_positive - to_negative, 0)
    if reduction == "none":
        return loss
    return loss.mean() if reduction == "mean" else loss.sum()


def embedding_bag(
    input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False,
    per_sample_weights=None, include_last_offset=False, padding_idx=None,
):
    """The sum, mean or maximum of the vectors of each bag of indices, (bags, embedding_dim)."""
    _check_bags(input, weight, offsets, mode, per_sample_weights)
    if sparse:
        raise NotImplementedError("embedding_bag(sparse=True) is not supported")
    if scale_grad_by_freq and mode == "max":
        raise ValueError("max mode does not support scaling the gradient by the frequency")
    if input.dim() == 2:
        starts = list(range(0, input.numel(), input.size(1))) if input.numel() else [0] * input.size(0)
    else:
        starts = offsets.tolist()
    end = input.numel()
    if include_last_offset and input.dim() == 1:
        *starts, end = starts
    _check_offsets(starts, end, input, weight.size(0), mode)
    lengths = [after - begin for begin, after in zip(starts, starts[1:] + [end])]
    vectors = torch.nn.functional.embedding(
        input.reshape(-1)[:end], weight, padding_idx, max_norm, float(norm_type), scale_grad_by_freq
    )
    if per_sample_weights is not None:
        vectors = vectors * per_sample_weights.reshape(-1)[:end].unsqueeze(1)
    indices = input.reshape(-1)[:end].tolist()
    padding = padding_idx + weight.size(0) if padding_idx is not None and padding_idx < 0 else padding_idx
    kept = [place for place, index in enumerate(indices) if index != padding]
    counts = [
        sum(index != padding for index in indices[begin : begin + size]) for begin, size in zip(starts, lengths)
    ]
    if len(kept) < len(indices):
        vectors = vectors[torch.tensor(kept, dtype=torch.long)]
    zeros = torch.zeros(len(counts), weight.size(1), dtype=weight.dtype)
    if mode == "max":
        bags = vectors.split(counts)
        return torch.stack([bag.max(0).values if len(bag) else zero for bag, zero in zip(bags, zeros)])
    bag_of = [bag for bag, count in enumerate(counts) for _ in range(count)]
    total = zeros.index_add(0, torch.tensor(bag_of, dtype=torch.long), vectors)
    if mode == "sum":
        return total
    return total / torch.tensor([max(count, 1) for count in counts], dtype=weight.dtype).unsqueeze(1)


def _check_offsets(starts, end, input, num_embeddings, mode):
    if starts and starts[0] != 0:
        raise RuntimeError(
            "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. "
            f"However, got {starts[0]}\n[ torch.LongTensor{{}} ]"
        )
    if starts and starts[-1] > input.numel():
        raise RuntimeError(
            f"offsets[-1] can not be greater than input's length {input.numel()} "
            f"but got offsets[-1] of {starts[-1]}"
        )
    if any(after < before for before, after in zip(starts, starts[1:] + [end])):
        raise RuntimeError("embedding_bag: offsets have to be in increasing order")
    for place, index in enumerate(input.reshape(-1).tolist()):
        if not 0 <= index < num_embeddings:
            if mode == "max":
                raise RuntimeError(
                    "embedding_bag: Expected idx >= 0 && idx < num_embeddings "
                    f"but found idx to be {index}"
                )
            raise RuntimeError(
                f"Index {place} of input takes value {index} which is not in the valid range [0, {num_embeddings})"
            )


def _check_bags(input, weight, offsets, mode, per_sample_weights):
    if per_sample_weights is not None and input.size() != per_sample_weights.size():
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then it must have the "
            f"same shape as the input ({input.shape})"
        )
    if weight.dim() != 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.dim()}")
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length "
                f"sequences. However, found offsets of type {type(offsets)}"
            )
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        if offsets.dim() != 1:
            raise ValueError("offsets has to be a 1D Tensor")
    else:
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}")
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' "
            f"(got mode='{mode}'). Please open a feature request on GitHub."
        )


# Whatever is native is quicker and comes last.
from _torch_functional import *

__getattr__, __dir__ = _lazily.parts(globals(), _HOMES, (), _torch_functional.__getattr__)
