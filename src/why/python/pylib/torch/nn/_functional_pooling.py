"""Pooling functions that are made of others: power means, unpooling, fractional windows."""

import _torch
import torch
from _torch_functional import (
    avg_pool1d, avg_pool2d, avg_pool3d, max_pool1d, max_pool2d, max_pool3d, pad, relu,
)

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
    if spatial == 1:
        return _torch.max_unpool(input.unsqueeze(-1), indices.unsqueeze(-1), [*size, 1]).squeeze(-1)
    return _torch.max_unpool(input, indices, size)


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


def _fractional(name, input, kernel_size, output_size, output_ratio, return_indices, samples):
    spatial = len(kernel_size)
    if output_size is None and output_ratio is None:
        raise ValueError(f"{name} requires specifying either an output_size or an output_ratio")
    if output_size is None:
        ratios = output_ratio if hasattr(output_ratio, "__iter__") else (output_ratio,) * spatial
        output_size = [int(input.size(place - spatial) * ratio) for place, ratio in enumerate(ratios)]
    if samples is None:
        batch = 1 if input.dim() == spatial + 1 else input.size(0)
        channels = input.size(-spatial - 1)
        if not input.is_floating_point():
            kind = {torch.int64: "Long", torch.int32: "Int", torch.bool: "Bool"}.get(input.dtype, "Byte")
            raise NotImplementedError(f"\"check_uniform_bounds\" not implemented for '{kind}'")
        samples = torch.rand(batch, channels, spatial, dtype=input.dtype)
    output, indices = _torch.fractional_max_pool(input, kernel_size, output_size, samples)
    return (output, indices) if return_indices else output


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
