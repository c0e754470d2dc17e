"""`rearrange`: axes named, permuted, split and joined by a pattern such as "b (h w) c -> b c h w"."""

import torch


def _parse(side, pattern):
    """The axes of one side, each a list of names: several where a group stands in brackets."""
    axes, group = [], None
    text = side.replace("(", " ( ").replace(")", " ) ").replace("...", " … ")
    for word in text.split():
        if word == "(":
            if group is not None:
                raise ValueError(f"Nested parentheses are not allowed in pattern: {pattern}")
            group = []
        elif word == ")":
            if group is None:
                raise ValueError(f"Unbalanced parentheses in pattern: {pattern}")
            axes.append(group)
            group = None
        else:
            name = [] if word == "1" else [word]
            if word not in ("1", "…") and not word.isidentifier():
                raise ValueError(f"Invalid axis identifier: {word}")
            if group is None:
                axes.append(name)
            else:
                group.extend(name)
    if group is not None:
        raise ValueError(f"Unbalanced parentheses in pattern: {pattern}")
    return axes


def rearrange(tensor, pattern, **axes_lengths):
    """The elements of `tensor` in another shape and order."""
    if isinstance(tensor, (list, tuple)):
        tensor = torch.stack(tuple(tensor))
    if pattern.count("->") != 1:
        raise ValueError("Pattern must contain exactly one '->' separator")
    left, right = (_parse(side, pattern) for side in pattern.split("->"))
    sources, targets = [n for axis in left for n in axis], [n for axis in right for n in axis]
    if len(set(sources)) != len(sources) or len(set(targets)) != len(targets):
        raise ValueError(f"Each axis identifier must be unique: {pattern}")
    if set(sources) != set(targets):
        raise ValueError(
            f"Identifiers only on one side of rearrange expression (should be on both): "
            f"{set(sources) ^ set(targets)}"
        )
    more = tensor.dim() - (len(left) - (["…"] in left))
    if ["…"] in left:
        at = left.index(["…"])
        rest = [f"…{n}" for n in range(more)]
        left = left[:at] + [[name] for name in rest] + left[at + 1 :]
        right = [
            axis
            for each in right
            for axis in (
                [[name] for name in rest] if each == ["…"] else [[n for one in each for n in (rest if one == "…" else [one])]]
            )
        ]
    elif more:
        raise ValueError(f"Expected a tensor with {len(left)} dimensions for {pattern}, got {tensor.dim()}")
    sizes = dict(axes_lengths)
    shape = []
    for axis, size in zip(left, tensor.shape):
        known, unknown = 1, [name for name in axis if name not in sizes]
        for name in axis:
            known *= sizes.get(name, 1)
        if len(unknown) > 1:
            raise ValueError(f"Could not infer the sizes of {unknown} in {pattern}")
        if size % max(known, 1) or (not unknown and known != size):
            raise ValueError(f"Shape mismatch, {size} is not divisible into {axis} in {pattern}")
        for name in unknown:
            sizes[name] = size // known
        shape += [sizes[name] for name in axis]
    order = [name for axis in left for name in axis]
    moved = tensor.reshape(shape).permute([order.index(name) for axis in right for name in axis])
    out = []
    for axis in right:
        size = 1
        for name in axis:
            size *= sizes[name]
        out.append(size)
    return moved.reshape(out)
