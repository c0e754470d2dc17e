"""Window functions, by their formulas on evenly spaced points (F. Harris, 1978)."""

import math

import torch

__all__ = [
    "bartlett",
    "blackman",
    "cosine",
    "exponential",
    "gaussian",
    "general_cosine",
    "general_hamming",
    "hamming",
    "hann",
    "kaiser",
    "nuttall",
]


def _check(name, M, dtype, layout):
    if M < 0:
        raise ValueError(f"{name} requires non-negative window length, got M={M}")
    if layout is not None and layout is not torch.strided:
        raise ValueError(f"{name} is implemented for strided tensors only, got: {layout}")
    if dtype not in (torch.float32, torch.float64):
        raise ValueError(f"{name} expects float32 or float64 dtypes, got: {dtype}")


def _trivial(M, options):
    """The windows of length 0 and 1."""
    return torch.empty((0,), **options) if M == 0 else torch.ones((1,), **options)


def _options(dtype, layout, device, requires_grad):
    dtype = torch.get_default_dtype() if dtype is None else dtype
    return {"dtype": dtype, "layout": layout, "device": device, "requires_grad": requires_grad}


def exponential(
    M, *, center=None, tau=1.0, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False
):
    options = _options(dtype, layout, device, requires_grad)
    _check("exponential", M, options["dtype"], layout)
    if tau <= 0:
        raise ValueError(f"Tau must be positive, got: {tau} instead.")
    if sym and center is not None:
        raise ValueError("Center must be None for symmetric windows")
    if M <= 1:
        return _trivial(M, options)
    if center is None:
        center = (M if not sym and M > 1 else M - 1) / 2.0
    factor = 1 / tau
    k = torch.linspace(-center * factor, (-center + (M - 1)) * factor, M, **options)
    return torch.exp(-torch.abs(k))


def cosine(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    options = _options(dtype, layout, device, requires_grad)
    _check("cosine", M, options["dtype"], layout)
    if M <= 1:
        return _trivial(M, options)
    start = 0.5
    factor = math.pi / (M + 1 if not sym and M > 1 else M)
    k = torch.linspace(start * factor, (start + (M - 1)) * factor, M, **options)
    return torch.sin(k)


def gaussian(M, *, std=1.0, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    options = _options(dtype, layout, device, requires_grad)
    _check("gaussian", M, options["dtype"], layout)
    if std <= 0:
        raise ValueError(f"Standard deviation must be positive, got: {std} instead.")
    if M <= 1:
        return _trivial(M, options)
    start = -(M if not sym and M > 1 else M - 1) / 2.0
    factor = 1 / (std * math.sqrt(2))
    k = torch.linspace(start * factor, (start + (M - 1)) * factor, M, **options)
    return torch.exp(-(k**2))


def kaiser(M, *, beta=12.0, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    options = _options(dtype, layout, device, requires_grad)
    _check("kaiser", M, options["dtype"], layout)
    if beta < 0:
        raise ValueError(f"beta must be non-negative, got: {beta} instead.")
    if M <= 1:
        return _trivial(M, options)
    beta = torch.tensor(beta, dtype=options["dtype"])
    start = -beta
    step = 2.0 * beta / (M if not sym else M - 1)
    end = torch.minimum(beta, start + (M - 1) * step)
    k = torch.linspace(start.item(), end.item(), M, **options)
    return torch.i0(torch.sqrt(beta * beta - torch.pow(k, 2))) / torch.i0(beta)


def hamming(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    return general_hamming(M, sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad)


def hann(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    return general_hamming(
        M, alpha=0.5, sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad
    )


def blackman(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    options = _options(dtype, layout, device, requires_grad)
    _check("blackman", M, options["dtype"], layout)
    return general_cosine(M, a=[0.42, 0.5, 0.08], sym=sym, **options)


def bartlett(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    options = _options(dtype, layout, device, requires_grad)
    _check("bartlett", M, options["dtype"], layout)
    if M <= 1:
        return _trivial(M, options)
    factor = 2 / (M if not sym and M > 1 else M - 1)
    k = torch.linspace(-1, -1 + (M - 1) * factor, M, **options)
    return 1 - torch.abs(k)


def general_cosine(M, *, a, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    options = _options(dtype, layout, device, requires_grad)
    _check("general_cosine", M, options["dtype"], layout)
    if M <= 1:
        return _trivial(M, options)
    if not isinstance(a, (list, tuple)):
        raise TypeError("Coefficients must be a list/tuple")
    if not a:
        raise ValueError("Coefficients cannot be empty")
    factor = 2 * math.pi / (M if not sym else M - 1)
    k = torch.linspace(0, (M - 1) * factor, M, **options)
    signed = [(-1) ** i * weight for i, weight in enumerate(a)]
    weights = torch.tensor(signed, dtype=options["dtype"], requires_grad=requires_grad)
    order = torch.arange(weights.shape[0], dtype=weights.dtype)
    return (weights.unsqueeze(-1) * torch.cos(order.unsqueeze(-1) * k)).sum(0)


def general_hamming(
    M, *, alpha=0.54, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False
):
    return general_cosine(
        M, a=[alpha, 1.0 - alpha], sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad
    )


def nuttall(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    return general_cosine(
        M,
        a=[0.3635819, 0.4891775, 0.1365995, 0.0106411],
        sym=sym,
        dtype=dtype,
        layout=layout,
        device=device,
        requires_grad=requires_grad,
    )
