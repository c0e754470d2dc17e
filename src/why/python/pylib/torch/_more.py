"""Functions of `torch` that few programs use. They are loaded when the first of them is asked for."""

import math
from builtins import range as _counted

import _torch
import torch
from _torch import Tensor
from torch import signal
from torch._linear_algebra import lu, lu_solve, lu_unpack, orgqr, ormqr, triangular_solve
from torch._windows import bartlett_window, blackman_window, hamming_window, hann_window, kaiser_window


def gradient(input, *, spacing=1, dim=None, edge_order=1):
    """Central differences inside, one-sided ones at the ends, for each dimension."""
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    given = dim is not None
    dims = list(_counted(input.dim())) if dim is None else [dim] if isinstance(dim, int) else list(dim)
    if isinstance(spacing, (list, tuple)):
        spaces = list(spacing)
        if len(spaces) != len(dims):
            raise RuntimeError(
                "torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal to "
                + (
                    f"the number of dimensions to compute the gradient over, {len(dims)}, since dim argument was given"
                    if given
                    else f"'self.dim() = {input.dim()}', since dim argument was not given"
                )
                + f", but got a list of length {len(spaces)}"
            )
    else:
        spaces = [spacing] * len(dims)
    places = []
    for d in dims:
        if not -input.dim() <= d < input.dim():
            raise IndexError(
                f"Dimension out of range (expected to be in range of [{-input.dim()}, {input.dim() - 1}], but got {d})"
            )
        d %= input.dim()
        if d in places:
            raise RuntimeError(f"dim {d} appears multiple times in the list of dims")
        places.append(d)
        if input.shape[d] < edge_order + 1:
            raise RuntimeError("torch.gradient expected each dimension size to be at least edge_order+1")
    if not input.is_floating_point():
        input = input.to(torch.get_default_dtype())
    return tuple(_slope(input, d, space, edge_order) for d, space in zip(places, spaces))


def _slope(x, d, space, edge_order):
    """The estimates of one dimension, by Taylor's formula for points that need not be evenly spaced."""
    n = x.shape[d]
    part = lambda start, length: x.narrow(d, start, length)
    shape = [-1 if k == d else 1 for k in _counted(x.dim())]
    if isinstance(space, Tensor) and space.dim() > 0:
        if space.numel() != n:
            raise RuntimeError(
                f"torch.gradient expected each element of spacing to have the same length as the dimension, "
                f"but got {space.numel()} for a dimension of size {n}"
            )
        steps = space.diff().to(x.dtype)
        before, after = steps[:-1].reshape(shape), steps[1:].reshape(shape)
        first, last = steps[0], steps[-1]
        inner = (
            part(0, n - 2) * (-after / (before * (before + after)))
            + part(1, n - 2) * ((after - before) / (before * after))
            + part(2, n - 2) * (before / (after * (before + after)))
        )
        second, penultimate = (steps[1], steps[-2]) if n > 2 else (first, last)
    else:
        space = space.item() if isinstance(space, Tensor) else space
        inner = (part(2, n - 2) - part(0, n - 2)) / (2.0 * space) if n > 2 else part(0, 0)
        first = second = last = penultimate = space
    if edge_order == 1:
        low = (part(1, 1) - part(0, 1)) / first
        high = (part(n - 1, 1) - part(n - 2, 1)) / last
    else:
        low = _one_sided([part(k, 1) for k in (0, 1, 2)], first, second)
        high = -_one_sided([part(k, 1) for k in (n - 1, n - 2, n - 3)], last, penultimate)
    return torch.cat([low, inner, high], d)


def _one_sided(points, near, far):
    total = near + far
    a, b, c = points
    return a * (-(2.0 * near + far) / (near * total)) + b * (total / (near * far)) + c * (-near / (far * total))


def range(start=0, end=None, step=1, *, out=None, dtype=None, **options):
    """Numbers from `start` to `end`, which is included."""
    import warnings

    if end is None:
        raise TypeError('range() missing 1 required positional arguments: "end"')
    warnings.warn(
        "torch.range is deprecated and will be removed in a future release because its behavior is inconsistent with "
        "Python's range builtin. Instead, use torch.arange, which produces values in [start, end).",
        UserWarning,
        stacklevel=2,
    )
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if not (math.isfinite(start) and math.isfinite(end)):
        raise RuntimeError(f"unsupported range: {start} -> {end}")
    if (end - start) / step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    count = int((end - start) / step) + 1
    dtype = torch.get_default_dtype() if dtype is None else dtype
    made = (torch.arange(count, dtype=torch.float64) * step + start).to(dtype)
    if options.get("requires_grad"):
        made.requires_grad_()
    return made if out is None else out.copy_(made)


def histogramdd(input, bins, *, range=None, weight=None, density=False):
    """How many points lie in each box of a grid."""
    from torch._shapes import _named

    if input.dim() < 2:
        raise RuntimeError("torch.histogramdd: input tensor should have at least 2 dimensions")
    n = input.shape[-1]
    points = input.detach().reshape(-1, n)
    if isinstance(bins, int):
        bins = [bins] * n
    if len(bins) != n:
        raise RuntimeError(
            f"torch.histogramdd: expected {n} bin counts to match the size of input's innermost dimension, but got {len(bins)}"
        )
    edges = []
    for k, count in enumerate(bins):
        if isinstance(count, Tensor):
            edges.append(count)
            continue
        if range is not None:
            low, high = float(range[2 * k]), float(range[2 * k + 1])
        elif len(points):
            low, high = points[:, k].min().item(), points[:, k].max().item()
        else:
            low, high = 0.0, 1.0
        if low == high:
            low, high = low - 0.5, high + 0.5
        edges.append(torch.linspace(low, high, count + 1, dtype=input.dtype))
    sizes = [len(edge) - 1 for edge in edges]
    counts = torch.zeros(math.prod(sizes), dtype=input.dtype)
    weights = torch.ones(len(points), dtype=input.dtype) if weight is None else weight.reshape(-1)
    flat, inside = torch.zeros(len(points), dtype=torch.int64), torch.ones(len(points), dtype=torch.bool)
    for k, edge in enumerate(edges):
        column = points[:, k].contiguous()
        place = torch.bucketize(column, edge, right=True) - 1
        place = torch.where(column == edge[-1], torch.full_like(place, sizes[k] - 1), place)
        inside &= (place >= 0) & (place < sizes[k]) & (column <= edge[-1])
        flat = flat * sizes[k] + place.clamp(0, sizes[k] - 1)
    counts.index_add_(0, flat[inside], weights[inside])
    hist = counts.reshape(sizes)
    if density:
        total = hist.sum()
        for k, edge in enumerate(edges):
            shape = [-1 if d == k else 1 for d in _counted(n)]
            hist = hist / edge.diff().reshape(shape)
        hist = hist / total
    return _named("histogramdd", ("hist", "bin_edges"), (hist, tuple(edges)))


def empty_permuted(size, physical_layout, **options):
    """A tensor whose dimensions lie in memory in the order of `physical_layout`."""
    size, order = list(size), list(physical_layout)
    if len(size) != len(order):
        raise RuntimeError(
            f"Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) = {len(size)} "
            f"is not equal to len(physical_layout) = {len(order)}"
        )
    for d in order:
        if not 0 <= d < len(size):
            raise RuntimeError(
                f"Dimension out of range (expected to be between 0 and {len(size) - 1}, but got {d} at index "
                f"{order.index(d)}).  NB: negative dims not currently supported; file an issue if you want it."
            )
        if order.count(d) > 1:
            raise RuntimeError(f"Duplicate dim not allowed")
    made = torch.empty([size[d] for d in order], **options)
    return made.permute(*[order.index(d) for d in _counted(len(size))])


_CODES = {
    torch.float64: "d",
    torch.float32: "f",
    torch.float16: "e",
    torch.int64: "q",
    torch.int32: "i",
    torch.int16: "h",
    torch.int8: "b",
    torch.uint8: "B",
    torch.bool: "?",
}


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """The elements that bytes hold. Bytes that cannot change are copied; those that can would have to be shared."""
    import struct

    view = memoryview(buffer)
    if not view.readonly:
        raise NotImplementedError("torch.frombuffer of a buffer that can be written to is not supported here")
    view = view.cast("B")
    size = dtype.itemsize
    if len(view) == 0:
        raise ValueError("both buffer length (0) and count (-1) must not be 0")
    if not 0 <= offset < len(view):
        raise ValueError(f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({len(view)} bytes) minus 1")
    if count < 0:
        if (len(view) - offset) % size:
            raise ValueError(
                f"buffer length ({len(view) - offset} bytes) after offset ({offset} bytes) must be a multiple of element size ({size})"
            )
        count = (len(view) - offset) // size
    elif count == 0:
        raise ValueError(f"both buffer length ({len(view)}) and count ({count}) must not be 0")
    if offset + count * size > len(view):
        raise ValueError(
            f"requested buffer length ({count} * {size} bytes) after offset ({offset} bytes) must not be greater than "
            f"actual buffer length ({len(view)} bytes)"
        )
    if dtype not in _CODES:
        raise NotImplementedError(f"torch.frombuffer(dtype={dtype}) is not supported here")
    values = struct.unpack(f"<{count}{_CODES[dtype]}", bytes(view[offset : offset + count * size]))
    return torch.tensor(values, dtype=dtype, requires_grad=requires_grad)


_LONG_NAMES = {torch.int64: "Long", torch.float64: "Double", torch.int16: "Short", torch.uint8: "Byte", torch.bool: "Bool"}


def _fake_quantize(input, scale, zero_point, quant_min, quant_max, name):
    if quant_min > quant_max:
        raise RuntimeError("`quant_min` should be less than or        equal to `quant_max`.")
    place = torch.round(input.detach() / scale) + zero_point
    inside = (place >= quant_min) & (place <= quant_max)
    value = (place.clamp(quant_min, quant_max) - zero_point) * scale
    # The gradient passes where nothing was cut off.
    passed = torch.where(inside, input - input.detach(), torch.zeros_like(input))
    return _torch._titled((value + passed).to(input.dtype), name)


def fake_quantize_per_tensor_affine(input, scale, zero_point, quant_min, quant_max):
    """What is left of a tensor that was rounded to `quant_max - quant_min + 1` values."""
    name = "FakeQuantizePerTensorAffineCachemaskBackward0"
    if isinstance(scale, Tensor):
        name = "FakeQuantizePerTensorAffineCachemaskTensorQparamsBackward0"
        scale, zero_point = scale.detach(), zero_point.detach() if isinstance(zero_point, Tensor) else zero_point
    elif not quant_min <= zero_point <= quant_max:
        raise RuntimeError("`zero_point` must be between `quant_min` and `quant_max`.")
    return _fake_quantize(input, scale, zero_point, quant_min, quant_max, name)


def fake_quantize_per_channel_affine(input, scale, zero_point, axis, quant_min, quant_max):
    """As `fake_quantize_per_tensor_affine`, with a scale for each index of a dimension."""
    if scale.dtype is not torch.float32:
        raise RuntimeError(f"Scale must be Float, found {torch.linalg._scalar(scale)}")
    if zero_point.dtype not in (torch.int32, torch.float32, torch.float16):
        raise RuntimeError(f"Zero-point must be Int32, Float or Half, found {_LONG_NAMES.get(zero_point.dtype, 'Char')}")
    if scale.dim() != 1:
        raise RuntimeError("scale should be a 1-D tensor")
    if zero_point.dim() != 1:
        raise RuntimeError("zero point should be a 1-D tensor")
    if scale.numel() != zero_point.numel():
        raise RuntimeError("scale and zero-point need to have the same dimensions")
    if not 0 <= axis < input.dim():
        raise RuntimeError("`axis` must be between 0 and number of dimensions of input")
    if scale.numel() != input.shape[axis]:
        raise RuntimeError("dimensions of scale and zero-point are not consistent with input tensor")
    shape = [-1 if d == axis else 1 for d in _counted(input.dim())]
    scale, zero_point = scale.detach().reshape(shape), zero_point.detach().reshape(shape)
    name = "FakeQuantizePerChannelAffineCachemaskBackward0"
    return _fake_quantize(input, scale, zero_point, quant_min, quant_max, name)


def native_channel_shuffle(input, groups):
    """Channels dealt out to `groups` in turn."""
    if input.dim() <= 2:
        raise RuntimeError(
            f"channel_shuffle expects input with > 2 dims, but got input with sizes {list(input.shape)}"
        )
    if groups <= 0:
        raise RuntimeError(f"Number of groups to divide channels in must be positive. Value of groups:{groups}")
    n, channels = input.shape[:2]
    if channels % groups:
        raise RuntimeError(
            f"Number of channels must be divisible by groups. Got {channels} channels and {groups} groups."
        )
    return input.reshape(n, groups, channels // groups, *input.shape[2:]).transpose(1, 2).reshape(input.shape)


class Event:
    """A mark in the stream of a device. On the CPU everything has happened by then."""

    def __init__(self, device=None, *, enable_timing=False, blocking=False, interprocess=False):
        kind = "cpu" if device is None else torch.device(device).type
        if kind != "cpu":
            raise NotImplementedError(f"torch.Event(device='{kind}') is not supported here; there is only 'cpu'")

    def record(self, stream=None):
        raise NotImplementedError("torch.Event.record is not supported here; the CPU has no streams")

    wait = synchronize = query = elapsed_time = record


