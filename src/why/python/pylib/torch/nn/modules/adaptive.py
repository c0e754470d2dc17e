"""A softmax for very many classes, of which most are rare (Grave et al., 2017)."""

from collections import namedtuple

import torch

from .. import functional as F
from .container import ModuleList, Sequential
from .linear import Linear
from .module import Module

_ASMoutput = namedtuple("_ASMoutput", ["output", "loss"])


class AdaptiveLogSoftmaxWithLoss(Module):
    """The frequent classes and each cluster of rare ones share a first softmax; a cluster's own is computed if needed.

    Classes are sorted by frequency, most frequent first, and cut into clusters at `cutoffs`; later clusters use fewer
    features. `forward` takes (N, in_features) and (N) and returns the target's log-probabilities and their loss.
    """

    def __init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
        factory = {"device": device, "dtype": dtype}
        super().__init__()
        cutoffs = list(cutoffs)
        if not cutoffs:
            raise ValueError("cutoffs should be a sequence of length larger than 0")
        if (
            cutoffs != sorted(set(cutoffs))
            or cutoffs[0] <= 0
            or cutoffs[-1] > n_classes - 1
            or any(int(cut) != cut for cut in cutoffs)
        ):
            raise ValueError(
                "cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where each "
                "value is between 1 and n_classes-1"
            )
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = cutoffs + [n_classes]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, bias=head_bias, **factory)
        self.tail = ModuleList()
        for cluster in range(self.n_clusters):
            hidden = int(in_features // div_value ** (cluster + 1))
            size = self.cutoffs[cluster + 1] - self.cutoffs[cluster]
            self.tail.append(
                Sequential(
                    Linear(in_features, hidden, bias=False, **factory), Linear(hidden, size, bias=False, **factory)
                )
            )

    def reset_parameters(self):
        """Draws every weight anew."""
        self.head.reset_parameters()
        for first, second in self.tail:
            first.reset_parameters()
            second.reset_parameters()

    def forward(self, input_, target_):
        self._check(input_, target_)
        batched = target_.dim() > 0
        input = input_ if batched else input_.unsqueeze(0)
        target = target_ if batched else target_.unsqueeze(0)
        low, high = target.min().item(), target.max().item()
        if low < 0 or high >= self.n_classes:
            raise RuntimeError(
                f"Target values should be in [0, {self.n_classes - 1}], "
                f"but values in range [{low}, {high}] were found. "
            )
        head = F.log_softmax(self.head(input), dim=1)
        in_head = target.clone()
        within = torch.zeros(target.size(0), dtype=input.dtype, device=input.device)
        for cluster in range(self.n_clusters):
            begin, end = self.cutoffs[cluster], self.cutoffs[cluster + 1]
            rows = ((target >= begin) & (target < end)).nonzero().flatten()
            if rows.numel() == 0:
                continue
            in_head[rows] = self.shortlist_size + cluster
            log_prob = F.log_softmax(self.tail[cluster](input.index_select(0, rows)), dim=1)
            chosen = log_prob.gather(1, (target[rows] - begin).unsqueeze(1)).squeeze(1)
            within = within.index_copy(0, rows, chosen)
        output = within + head.gather(1, in_head.unsqueeze(1)).squeeze(1)
        loss = (-output).mean()
        return _ASMoutput(output if batched else output.squeeze(0), loss)

    def _check(self, input, target):
        if target.dim() == 1:
            if input.size(0) != target.size(0):
                raise RuntimeError("Input and target should have the same size in the batch dimension.")
            if input.dim() != 2:
                raise RuntimeError(
                    f"1D target tensor expects 2D input tensors, but found inputs with size {input.size()}"
                )
        elif target.dim() == 0:
            if input.dim() != 1:
                raise RuntimeError(
                    f"0D target tensor expects 1D input tensors, but found inputs with size {input.size()}"
                )
        else:
            raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")

    def log_prob(self, input):
        """The log-probabilities of all classes, (N, n_classes)."""
        head = F.log_softmax(self.head(input), dim=1)
        parts = [head[:, : self.shortlist_size]]
        for cluster, tail in enumerate(self.tail):
            inside = F.log_softmax(tail(input), dim=1)
            parts.append(inside + head[:, self.shortlist_size + cluster].unsqueeze(1))
        return torch.cat(parts, dim=1)

    def predict(self, input):
        """The most probable class of each row, (N)."""
        head = self.head(input)
        output = torch.argmax(head, dim=1)
        in_cluster = output >= self.shortlist_size
        if in_cluster.any():
            output[in_cluster] = torch.argmax(self.log_prob(input[in_cluster]), dim=1)
        return output
