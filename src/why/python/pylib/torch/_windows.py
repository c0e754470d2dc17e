"""`torch.hann_window` and its kin: a period of the window, or all of it."""

import math

import _torch
import torch


def _window(name, window_length, periodic, dtype, options, values):
    if not isinstance(window_length, int):
        raise TypeError(
            f"{name}(): argument 'window_length' (position 1) must be int, not {type(window_length).__name__}"
        )
    dtype = torch.get_default_dtype() if dtype is None else dtype
    if not dtype.is_floating_point:
        kind = {torch.int64: "long int", torch.int32: "int"}.get(dtype, str(dtype)[6:])
        raise RuntimeError(
            f"{name} expects floating point dtypes, got: TensorOptions(dtype={kind}, device=cpu, "
            "layout=Strided (default), requires_grad=false (default), pinned_memory=false, memory_format=(nullopt))"
        )
    if window_length < 0:
        raise RuntimeError(f"{name} requires non-negative window_length, got window_length={window_length}")
    requires_grad = options.pop("requires_grad", False)
    if window_length < 2:
        made = torch.ones(window_length, dtype=dtype, **options)
    else:
        length = window_length + 1 if periodic else window_length
        made = values(torch.arange(length, dtype=dtype, **options), length)
        made = made[:-1].clone() if periodic else made
    return made.requires_grad_() if requires_grad else made


def _cosines(name, window_length, periodic, dtype, options, alpha, beta):
    def values(n, length):
        return n.mul_(math.pi * 2.0 / (length - 1)).cos_().mul_(-beta).add_(alpha)

    return _window(name, window_length, periodic, dtype, options, values)


def hann_window(window_length, periodic=True, *, dtype=None, **options):
    return _cosines("hann_window", window_length, periodic, dtype, options, 0.5, 0.5)


def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None, **options):
    return _cosines("hamming_window", window_length, periodic, dtype, options, alpha, beta)


def blackman_window(window_length, periodic=True, *, dtype=None, **options):
    def values(n, length):
        n = n.mul_(math.pi / (length - 1))
        return n.mul(4).cos_().mul_(0.08) - n.mul(2).cos_().mul_(0.5) + 0.42

    return _window("blackman_window", window_length, periodic, dtype, options, values)


def bartlett_window(window_length, periodic=True, *, dtype=None, **options):
    def values(n, length):
        n = n.mul_(2.0 / (length - 1))
        half = ((length - 1) >> 1) + 1
        n[half:] = n[half:].mul(-1).add(2)
        return n

    return _window("bartlett_window", window_length, periodic, dtype, options, values)


def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None, **options):
    def values(n, length):
        ratio = (n - (length - 1) / 2) / ((length - 1) / 2)
        top = torch.i0(beta * torch.sqrt(torch.clamp(1 - ratio * ratio, min=0)))
        return top / torch.i0(torch.tensor(float(beta), dtype=torch.float64)).item()

    return _window("kaiser_window", window_length, periodic, dtype, options, values)
