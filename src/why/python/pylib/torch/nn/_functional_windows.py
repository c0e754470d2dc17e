"""Sliding windows as columns, and columns put back."""

import _torch

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


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C, H, W) to (N, C * window, places): every window's values as a column."""
    pairs = _settings(kernel_size, dilation, padding, stride)
    if input.dim() not in (3, 4) or 0 in input.shape[-3:]:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for "
            f"input, but got: {list(input.shape)}"
        )
    counts = _counts(input.shape[-2:], pairs)
    if min(counts) < 1:
        settings = ", ".join(f"{name}={pair}" for name, pair in list(pairs.items())[:3])
        raise RuntimeError(
            f"Given input with spatial size {tuple(input.shape[-2:])}, {settings}, calculated shape of the array of "
            f"sliding blocks as {counts}, but its components must be at least one."
        )
    return _torch.im2col(input, *pairs.values())


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """(N, C * window, places) to (N, C, *output_size): windows put back, values that overlap summed."""
    size = _two("output_size", output_size)
    pairs = _settings(kernel_size, dilation, padding, stride)
    if input.dim() not in (2, 3) or 0 in input.shape[-2:]:
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for "
            f"input, but got: {list(input.shape)}"
        )
    kernel, counts = pairs["kernel_size"], _counts(size, pairs)
    rows, places = input.shape[-2:]
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
    return _torch.col2im(input, size, *pairs.values())
