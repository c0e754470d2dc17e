"""Sliding windows as columns, and columns put back."""

import torch

from ._functional_shapes import pad
from ._tuples import _pair


def _settings(kernel_size, dilation, padding, stride):
    named = {"kernel_size": kernel_size, "dilation": dilation, "padding": padding, "stride": stride}
    pairs = {}
    for name, value in named.items():
        pairs[name] = _two(name, value)
    for name, label, prefix in (
        ("kernel_size", "kernel size", "kernel"), ("dilation", "dilation", "dilation"), ("stride", "stride", "stride"),
    ):
        height, width = pairs[name]
        if height <= 0 or width <= 0:
            raise RuntimeError(
                f"{label} should be greater than zero, but got {prefix}_height: {height} {prefix}_width: {width}"
            )
    height, width = pairs["padding"]
    if height < 0 or width < 0:
        raise RuntimeError(f"padding should be non-negative, but got pad_height: {height} pad_width: {width}")
    return pairs


def _two(name, value):
    pair = _pair(value)
    if len(pair) == 1:
        pair = pair * 2
    if len(pair) != 2:
        raise RuntimeError(f"It is expected {name} equals to 2, but got size {len(pair)}")
    return pair


def _counts(size, pairs):
    """How many windows fit in each direction."""
    return tuple(
        (length + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
        for length, kernel, dilation, padding, stride in zip(size, *pairs.values())
    )


def _lines(pairs, counts, dim):
    """The padded rows (or columns) that windows cover: the first row of every window, then the second, and so on."""
    kernel, dilation, stride = (pairs[name][dim] for name in ("kernel_size", "dilation", "stride"))
    places = [cell * dilation + window * stride for cell in range(kernel) for window in range(counts[dim])]
    return torch.tensor(places, dtype=torch.long)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C, H, W) to (N, C * window, places): every window's values as a column."""
    pairs = _settings(kernel_size, dilation, padding, stride)
    if input.dim() not in (3, 4) or 0 in input.shape[-3:]:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for "
            f"input, but got: {list(input.shape)}"
        )
    batched = input.dim() == 4
    images = input if batched else input.unsqueeze(0)
    counts = _counts(images.shape[2:], pairs)
    if min(counts) < 1:
        settings = ", ".join(f"{name}={pair}" for name, pair in list(pairs.items())[:3])
        raise RuntimeError(
            f"Given input with spatial size {tuple(images.shape[2:])}, {settings}, calculated shape of the array of "
            f"sliding blocks as {counts}, but its components must be at least one."
        )
    height, width = pairs["padding"]
    if height or width:
        images = pad(images, (width, width, height, height))
    cells = images.index_select(2, _lines(pairs, counts, 0)).index_select(3, _lines(pairs, counts, 1))
    batch, channels = images.shape[:2]
    kernel = pairs["kernel_size"]
    cells = cells.reshape(batch, channels, kernel[0], counts[0], kernel[1], counts[1]).permute(0, 1, 2, 4, 3, 5)
    columns = cells.reshape(batch, channels * kernel[0] * kernel[1], counts[0] * counts[1])
    return columns if batched else columns.squeeze(0)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C * window, places) to (N, C, *output_size): windows put back, values that overlap summed."""
    size = _two("output_size", output_size)
    pairs = _settings(kernel_size, dilation, padding, stride)
    if input.dim() not in (2, 3) or 0 in input.shape[-2:]:
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for "
            f"input, but got: {list(input.shape)}"
        )
    columns = input if input.dim() == 3 else input.unsqueeze(0)
    kernel, counts = pairs["kernel_size"], _counts(size, pairs)
    batch, rows, places = columns.shape
    if rows % (kernel[0] * kernel[1]) != 0:
        raise RuntimeError(
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
            f"input.size(1)={rows} and kernel_size={kernel}."
        )
    settings = ", ".join(f"{name}={pair}" for name, pair in pairs.items())
    if min(counts) < 1:
        raise RuntimeError(
            f"Given output_size={size}, {settings}, calculated shape of the array of sliding blocks as {counts}, "
            "but its components must be at least one."
        )
    if counts[0] * counts[1] != places:
        raise RuntimeError(
            f"Given output_size={size}, {settings}, expected size of input's dimension 2 to match the calculated "
            f"number of sliding blocks {counts[0]} * {counts[1]} = {counts[0] * counts[1]}, "
            f"but got input.size(2)={places}."
        )
    channels = rows // (kernel[0] * kernel[1])
    height, width = (length + 2 * border for length, border in zip(size, pairs["padding"]))
    lines, posts = _lines(pairs, counts, 0), _lines(pairs, counts, 1)
    target = (lines.unsqueeze(1) * width + posts).reshape(kernel[0], counts[0], kernel[1], counts[1])
    target = target.permute(0, 2, 1, 3).reshape(-1)
    flat = columns.new_zeros(batch, channels, height * width)
    flat = flat.index_add(2, target, columns.reshape(batch, channels, -1))
    top, left = pairs["padding"]
    image = flat.reshape(batch, channels, height, width)[:, :, top : top + size[0], left : left + size[1]]
    return image if input.dim() == 3 else image.squeeze(0)
