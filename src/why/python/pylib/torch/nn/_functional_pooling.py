"""Pooling functions that are made of others: power means, unpooling, fractional windows."""

import torch
from _torch_functional import (
    avg_pool1d, avg_pool2d, avg_pool3d, max_pool1d, max_pool2d, max_pool3d, relu,
)

from ._functional_shapes import pad
from ._tuples import _pair, _single, _triple


def _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, average, largest, cells):
    if norm_type == 0:
        raise ValueError(f"norm_type must be a non-zero value, but got {norm_type}")
    if norm_type == float("inf"):
        return largest(input.abs(), kernel_size, stride, 0, 1, ceil_mode)
    if norm_type == -float("inf"):
        return -largest(-input.abs(), kernel_size, stride, 0, 1, ceil_mode)
    mean = average(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return (torch.sign(mean) * relu(torch.abs(mean))).mul(cells).pow(1.0 / norm_type)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^p over each window)^(1/p)."""
    (cells,) = _single(kernel_size)
    return _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, avg_pool1d, max_pool1d, cells)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^p over each window)^(1/p)."""
    height, width = _pair(kernel_size)
    return _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, avg_pool2d, max_pool2d, height * width)


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^p over each window)^(1/p)."""
    depth, height, width = _triple(kernel_size)
    cells = depth * height * width
    return _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, avg_pool3d, max_pool3d, cells)


def _unpool(input, indices, kernel_size, stride, padding, output_size):
    """Puts each value at its index in a flat image of zeros."""
    spatial = len(kernel_size)
    if input.shape != indices.shape:
        one = [1] if spatial == 1 else []
        raise RuntimeError(
            f"Expected shape of indices to be same as that of the input tensor ({list(input.shape) + one}) "
            f"but got indices tensor with shape: {list(indices.shape) + one}"
        )
    default = [
        (size - 1) * step + kernel - 2 * border
        for size, step, kernel, border in zip(input.shape[-spatial:], stride, kernel_size, padding)
    ]
    size = default if output_size is None else list(output_size)
    if len(size) == spatial + 2:
        size = size[2:]
    if len(size) != spatial:
        raise ValueError(
            f"output_size should be a sequence containing {spatial} or {spatial + 2} elements, "
            f"but it has a length of '{len(size)}'"
        )
    for dim in range(spatial):
        low, high = default[dim] - stride[dim], default[dim] + stride[dim]
        if output_size is not None and not low < size[dim] < high:
            raise ValueError(f'invalid output_size "{size}" (dim {dim} must be between {low} and {high})')
    flat = torch.zeros(*input.shape[:-spatial], *size, dtype=input.dtype).flatten(-spatial)
    flat_indices = indices.flatten(-spatial)
    wrong = flat_indices[(flat_indices < 0) | (flat_indices >= flat.size(-1))]
    if wrong.numel() > 0:
        volume = "x".join(map(str, size if spatial > 1 else [*size, 1]))
        raise RuntimeError(f"Found an invalid max index: {int(wrong[0])} (output volumes are of size {volume})")
    return flat.scatter(-1, flat_indices, input.flatten(-spatial)).unflatten(-1, tuple(size))


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Values back where `max_pool1d(..., return_indices=True)` found them."""
    kernel_size = _single(kernel_size)
    stride = kernel_size if stride is None else _single(stride)
    return _unpool(input, indices, kernel_size, stride, _single(padding), output_size)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Values back where `max_pool2d(..., return_indices=True)` found them."""
    kernel_size = _pair(kernel_size)
    stride = kernel_size if stride is None else _pair(stride)
    return _unpool(input, indices, kernel_size, stride, _pair(padding), output_size)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Values back where `max_pool3d(..., return_indices=True)` found them."""
    kernel_size = _triple(kernel_size)
    stride = kernel_size if stride is None else _triple(stride)
    return _unpool(input, indices, kernel_size, stride, _triple(padding), output_size)


def _places(input_size, output_size, kernel, sample):
    """Where the windows of fractional pooling begin along one dimension, for one random number."""
    if output_size == 1:
        return [input_size - kernel]
    alpha = (input_size - kernel) / (output_size - 1)
    places = [int((index + sample) * alpha) - int(sample * alpha) for index in range(output_size - 1)]
    return places + [input_size - kernel]


def _fractional(name, input, kernel_size, output_size, output_ratio, return_indices, samples):
    spatial = len(kernel_size)
    if output_size is None and output_ratio is None:
        raise ValueError(f"{name} requires specifying either an output_size or an output_ratio")
    if output_size is None:
        ratios = output_ratio if hasattr(output_ratio, "__iter__") else (output_ratio,) * spatial
        output_size = [int(size * ratio) for size, ratio in zip(input.shape[-spatial:], ratios)]
    batched = input.dim() == spatial + 2
    images = input if batched else input.unsqueeze(0)
    batch, channels = images.shape[:2]
    if samples is None:
        samples = torch.rand(batch, channels, spatial, dtype=input.dtype)
    sizes = images.shape[2:]
    for label, size, out, kernel in zip(("time", "height", "width")[-spatial:], sizes, output_size, kernel_size):
        if out + kernel - 1 > size:
            function = name if spatial == 2 else f"{name}_out"
            raise RuntimeError(f"{function}(): pool {label} {kernel} too large relative to input {label} {size}")
    positions = torch.arange(sizes.numel()).reshape(tuple(sizes))
    chosen = []
    for image in range(batch):
        for channel in range(channels):
            windows = positions
            # A random number a dimension; the last dimension takes the first number.
            draws = samples[image, channel].tolist()
            for dim in range(spatial):
                draw = draws[spatial - 1 - dim] if spatial == 2 else draws[dim]
                begins = torch.tensor(_places(sizes[dim], output_size[dim], kernel_size[dim], draw))
                rows = (begins.unsqueeze(1) + torch.arange(kernel_size[dim])).flatten()
                windows = windows.index_select(dim, rows)
            chosen.append(_windows(windows, output_size, kernel_size))
    chosen = torch.stack(chosen).reshape(batch, channels, -1, chosen[0].size(-1))
    values = images.flatten(2).gather(2, chosen.flatten(2)).reshape(chosen.shape)
    output, best = values.max(dim=-1)
    indices = chosen.gather(-1, best.unsqueeze(-1)).squeeze(-1)
    shape = (batch, channels, *output_size) if batched else (channels, *output_size)
    output, indices = output.reshape(shape), indices.reshape(shape)
    return (output, indices) if return_indices else output


def _windows(grid, output_size, kernel_size):
    """(o1 * k1, o2 * k2, ...) to (o1 * o2 * ..., k1 * k2 * ...)."""
    split = [length for pair in zip(output_size, kernel_size) for length in pair]
    order = list(range(0, len(split), 2)) + list(range(1, len(split), 2))
    return grid.reshape(split).permute(order).flatten(len(output_size)).flatten(0, len(output_size) - 1)


def fractional_max_pool2d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """Max pooling with windows at random places, to any output size."""
    size = None if output_size is None else _pair(output_size)
    return _fractional(
        "fractional_max_pool2d", input, _pair(kernel_size), size, output_ratio, return_indices, _random_samples
    )


def fractional_max_pool3d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """Max pooling with windows at random places, to any output size."""
    size = None if output_size is None else _triple(output_size)
    return _fractional(
        "fractional_max_pool3d", input, _triple(kernel_size), size, output_ratio, return_indices, _random_samples
    )


def local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0):
    """x / (k + alpha * mean of x^2 over `size` neighbouring channels)^beta."""
    if input.dim() < 3:
        raise ValueError(
            f"Expected 3D or higher dimensionality                          input (got {input.dim()} dimensions)"
        )
    if input.numel() == 0:
        return input
    # Each pixel's channels become a line of their own, over which the mean slides.
    squares = input.mul(input).flatten(2).unsqueeze(1)
    squares = pad(squares, (0, 0, size // 2, (size - 1) // 2))
    mean = avg_pool2d(squares, (size, 1), stride=1).squeeze(1).reshape(input.shape)
    return input / mean.mul(alpha).add(k).pow(beta)
