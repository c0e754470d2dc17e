"""Functions that move values about: padding, and shuffles between channels and pixels; and the bilinear form."""

import torch


def pad(input, pad, mode="constant", value=None):
    """Makes tensors larger at their edges: (before, after) of the last dimension first; negative widths cut off."""
    if len(pad) % 2 != 0:
        raise RuntimeError("Padding length must be divisible by 2")
    for width in pad:
        if not isinstance(width, int):
            raise TypeError(
                "pad(): argument 'pad' failed to unpack the object at pos 2 with error "
                f'"type must be tuple of ints,but got {type(width).__name__}"'
            )
    widths = list(zip(pad[::2], pad[1::2]))
    if len(widths) > input.dim():
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input dimension but got padding length "
            f"{len(pad)} and input of dimension {input.dim()}"
        )
    if mode == "constant":
        for place, (before, after) in enumerate(widths):
            input = _with_constant(input, input.dim() - 1 - place, before, after, 0.0 if value is None else value)
        return input
    if mode not in ("reflect", "replicate", "circular"):
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    if value is not None and value != 0:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    if not 1 <= len(widths) <= 3 or input.dim() - len(widths) not in (1, 2):
        raise NotImplementedError(
            f"Padding size {len(pad)} is not supported for {input.dim()}D input tensor.\n"
            "Supported combinations for non-constant padding:\n"
            "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
            "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
            "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)"
        )
    for place, (before, after) in enumerate(widths):
        dim = input.dim() - 1 - place
        places = _PLACES[mode](input, dim, before, after, place)
        if (before, after) != (0, 0):
            input = input.index_select(dim, torch.tensor(places, dtype=torch.long))
    return input


def _with_constant(input, dim, before, after, value):
    begin, end = max(-before, 0), input.size(dim) - max(-after, 0)
    if end - begin < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if (begin, end) != (0, input.size(dim)):
        input = input.narrow(dim, begin, end - begin)
    parts = [input]
    for width, place in ((before, 0), (after, 1)):
        if width > 0:
            size = [*input.shape[:dim], width, *input.shape[dim + 1 :]]
            parts.insert(place * len(parts), input.new_full(size, value))
    return torch.cat(parts, dim) if len(parts) > 1 else input


def _reflected(input, dim, before, after, place):
    """... 2 1 0 1 2 ... n-2 n-1 n-2 ..."""
    size = input.size(dim)
    if before >= size or after >= size:
        raise RuntimeError(
            f"Argument #{4 + 2 * place}: Padding size should be less than the corresponding input dimension, "
            f"but got: padding ({before}, {after}) at dimension {dim} of input {list(input.shape)}"
        )
    return [abs(at) if at < size else 2 * (size - 1) - at for at in range(-before, size + after)]


def _replicated(input, dim, before, after, place):
    """... 0 0 0 1 2 ... n-1 n-1 n-1 ..."""
    size = input.size(dim)
    return [min(max(at, 0), size - 1) for at in range(-before, size + after)]


def _continued(input, dim, before, after, place):
    """... n-2 n-1 0 1 2 ... n-1 0 1 ..."""
    size = input.size(dim)
    if before > size or after > size:
        raise RuntimeError("Padding value causes wrapping around more than once.")
    return [at % size for at in range(-before, size + after)]


_PLACES = {"reflect": _reflected, "replicate": _replicated, "circular": _continued}


def _check_pixels(name, input, factor, kind):
    if input.dim() < 3:
        raise RuntimeError(
            f"{name} expects input to have at least 3 dimensions, but got input with {input.dim()} dimension(s)"
        )
    if factor <= 0:
        raise RuntimeError(f"{name} expects a positive {kind}, but got {factor}")


def pixel_shuffle(input, upscale_factor):
    """(*, C * r^2, H, W) to (*, C, H * r, W * r)."""
    r = upscale_factor
    _check_pixels("pixel_shuffle", input, r, "upscale_factor")
    *batch, channels, height, width = input.shape
    if channels % (r * r) != 0:
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, "
            f"but input.size(-3)={channels} is not divisible by {r * r}"
        )
    blocks = input.reshape(-1, channels // (r * r), r, r, height, width).permute(0, 1, 4, 2, 5, 3)
    return blocks.reshape(*batch, channels // (r * r), height * r, width * r)


def pixel_unshuffle(input, downscale_factor):
    """(*, C, H * r, W * r) to (*, C * r^2, H, W)."""
    r = downscale_factor
    _check_pixels("pixel_unshuffle", input, r, "downscale_factor")
    *batch, channels, height, width = input.shape
    for name, dim, size in (("height", -2, height), ("width", -1, width)):
        if size % r != 0:
            raise RuntimeError(
                f"pixel_unshuffle expects {name} to be divisible by downscale_factor, "
                f"but input.size({dim})={size} is not divisible by {r}"
            )
    blocks = input.reshape(-1, channels, height // r, r, width // r, r).permute(0, 1, 3, 5, 2, 4)
    return blocks.reshape(*batch, channels * r * r, height // r, width // r)


def channel_shuffle(input, groups):
    """(N, C, *): the channels of every group taken in turn."""
    if input.dim() <= 2:
        raise RuntimeError(f"channel_shuffle expects input with > 2 dims, but got input with sizes {list(input.shape)}")
    if groups <= 0:
        raise RuntimeError(f"Number of groups to divide channels in must be positive. Value of groups:{groups}")
    batch, channels, *rest = input.shape
    if channels % groups != 0:
        raise RuntimeError(
            f"Number of channels must be divisible by groups. Got {channels} channels and {groups} groups."
        )
    return input.reshape(batch, groups, channels // groups, *rest).transpose(1, 2).reshape(input.shape)


def bilinear(input1, input2, weight, bias=None):
    """y_k = x1^T W_k x2 + b_k."""
    if input1.dim() != input2.dim():
        raise RuntimeError(f"bilinear(): input dimensions do not match: got {input1.dim()} and {input2.dim()}")
    for dim, (one, other) in enumerate(zip(input1.shape[:-1], input2.shape[:-1])):
        if one != other:
            raise RuntimeError(
                f"bilinear(): input batch dimensions do not match at dim {dim}: got {one} and {other}"
            )
    for name, input, size in (("input1", input1, weight.size(1)), ("input2", input2, weight.size(2))):
        if input.size(-1) != size:
            raise RuntimeError(
                f"bilinear(): {name} size does not match weight size: got {input.size(-1)} but expected {size}"
            )
    if bias is not None and bias.size(0) != weight.size(0):
        raise RuntimeError(
            f"bilinear(): bias size does not match weight size: got {bias.size(0)} but expected {weight.size(0)}"
        )
    # (batch, 1, 1, in1) @ (out, in1, in2) gives x1^T W_k, which is then weighted by x2.
    rows = torch.matmul(input1.reshape(-1, 1, 1, input1.size(-1)), weight).squeeze(-2)
    output = (rows * input2.reshape(-1, 1, input2.size(-1))).sum(dim=-1)
    output = output.reshape(*input1.shape[:-1], weight.size(0))
    return output if bias is None else output + bias
