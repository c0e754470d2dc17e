"""Arrays out of nothing: zeros, ranges, grids, diagonals."""

import math

import torch

from . import _types
from ._array import asarray, converted, result, wrap
from ._scalars import generic


def _shape(shape):
    if not hasattr(shape, "__index__") and not hasattr(shape, "__len__"):
        raise TypeError(f"expected a sequence of integers or a single integer, got '{shape}'")
    sizes = list(shape) if hasattr(shape, "__len__") else [shape]
    for size in sizes:
        if not isinstance(size, int) and not hasattr(size, "__index__"):
            raise TypeError(f"'{type(size).__name__}' object cannot be interpreted as an integer")
        if size < 0:
            raise ValueError("negative dimensions are not allowed")
    return [int(size) for size in sizes]


def _filled(shape, value, dtype):
    return wrap(torch.full(_shape(shape), value, dtype=_types.find(dtype).torch))


def zeros(shape, dtype=float, order="C", **kwargs):
    return _filled(shape, 0, dtype)


def ones(shape, dtype=None, order="C", **kwargs):
    return _filled(shape, 1, dtype)


# Where NumPy leaves what was in memory before, there are zeros.
empty = zeros


def full(shape, fill_value, dtype=None, order="C", **kwargs):
    value = asarray(fill_value)
    kind = value.dtype if dtype is None else _types.find(dtype)
    return wrap(converted(value._torch_value, kind).expand(_shape(shape)).clone())


def _like(a, dtype, shape):
    array = asarray(a)
    return (array.shape if shape is None else shape), (array.dtype if dtype is None else dtype)


def zeros_like(a, dtype=None, order="K", subok=True, shape=None):
    return zeros(*_like(a, dtype, shape))


def ones_like(a, dtype=None, order="K", subok=True, shape=None):
    return ones(*_like(a, dtype, shape))


empty_like = zeros_like


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None):
    shape, dtype = _like(a, dtype, shape)
    return full(shape, fill_value, dtype)


def eye(N, M=None, k=0, dtype=float, order="C", **kwargs):
    rows, columns = int(N), int(N if M is None else M)
    ones_at = torch.arange(columns) - torch.arange(rows).reshape(-1, 1) == k
    return wrap(ones_at.to(_types.find(dtype).torch))


def identity(n, dtype=None, **kwargs):
    return eye(n, dtype=dtype)


def arange(start=None, stop=None, step=None, dtype=None, **kwargs):
    """From `start` up to, but without, `stop`; of floats it may come out one longer than expected."""
    if stop is None:
        if start is None:
            raise TypeError("arange() requires stop to be specified.")
        start, stop = 0, start
    start = 0 if start is None else start
    step = 1 if step is None else step
    given = [value for value in (start, stop, step)]
    if dtype is None:
        kind = asarray([value.item() if isinstance(value, generic) else value for value in given]).dtype
        for value in given:
            kind = _types.promote(kind, value.dtype) if isinstance(value, generic) else kind
    else:
        kind = _types.find(dtype)
    start, stop, step = (value.item() if isinstance(value, generic) else value for value in given)
    if step == 0:
        raise ZeroDivisionError("division by zero")
    length = max(math.ceil((stop - start) / step), 0)
    places = torch.arange(length, dtype=torch.int64)
    if all(isinstance(value, int) for value in (start, stop, step)):
        return wrap(converted(places * step + start, kind))
    # As NumPy does: the second element minus the first is the step of all.
    step = (start + step) - start
    return wrap(converted(places.to(torch.float64) * step + start, kind))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    """So many evenly spaced numbers from `start` to `stop`."""
    num = num.__index__()
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    first, last = (asarray(value)._torch_value.to(torch.float64) for value in (start, stop))
    first, last = torch.broadcast_tensors(first, last)
    steps = num - 1 if endpoint else num
    places = torch.arange(num, dtype=torch.float64).reshape([-1] + [1] * first.dim())
    if steps > 0:
        step = (last - first) / steps
        numbers = places * step
        still = step == 0
        if bool(still.any()):
            numbers = torch.where(still, places / steps * (last - first), numbers)
    else:
        step = torch.full_like(first, math.nan)
        numbers = places * (last - first)
    numbers = numbers + first
    if endpoint and num > 1:
        numbers[-1] = last
    if axis:
        numbers = numbers.movedim(0, axis)
    kind = _types.find(float) if dtype is None else _types.find(dtype)
    if kind.kind in "iu":
        numbers = numbers.floor()
    made = wrap(converted(numbers, kind))
    return (made, result(step)) if retstep else made


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    exponents = linspace(start, stop, num, endpoint)._torch_value
    made = wrap(torch.pow(torch.tensor(float(base), dtype=torch.float64), exponents))
    return made if dtype is None else made.astype(dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    if start == 0 or stop == 0:
        raise ValueError("Geometric sequence cannot include zero")
    made = logspace(math.log10(start), math.log10(stop), num, endpoint)
    if num > 0:
        made[0] = start
        if num > 1 and endpoint:
            made[-1] = stop
    return made if dtype is None else made.astype(dtype)


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    """Tables that repeat each of some lists along its own direction."""
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    vectors = [asarray(x)._torch_value.reshape(-1) for x in xi]
    order = list(range(len(vectors)))
    if indexing == "xy" and len(order) > 1:
        order[0], order[1] = 1, 0
    grids = []
    for place, vector in enumerate(vectors):
        sizes = [1] * len(vectors)
        sizes[order[place]] = vector.shape[0]
        grids.append(vector.reshape(sizes))
    if not sparse:
        grids = [grid.clone() for grid in torch.broadcast_tensors(*grids)] if grids else []
    return tuple(wrap(grid) for grid in grids)


def indices(dimensions, dtype=int):
    grids = meshgrid(*(arange(size) for size in dimensions), indexing="ij")
    return wrap(torch.stack([grid._torch_value for grid in grids])).astype(dtype)


def fromiter(iter, dtype, count=-1):
    items = list(iter) if count < 0 else [item for item, _ in zip(iter, range(count))]
    return asarray(items, dtype)


def fromfunction(function, shape, *, dtype=float, **kwargs):
    return function(*indices(shape, dtype), **kwargs)


def tri(N, M=None, k=0, dtype=float):
    rows, columns = N, N if M is None else M
    below = torch.arange(columns) - torch.arange(rows).reshape(-1, 1) <= k
    return wrap(below.to(_types.find(dtype).torch))


def tril(m, k=0):
    return wrap(torch.tril(asarray(m)._torch_value, k))


def triu(m, k=0):
    return wrap(torch.triu(asarray(m)._torch_value, k))


def diag(v, k=0):
    tensor = asarray(v)._torch_value
    if tensor.dim() not in (1, 2):
        raise ValueError("Input must be 1- or 2-d.")
    return wrap(torch.diag(tensor, k).clone())


def diagonal(a, offset=0, axis1=0, axis2=1):
    return wrap(torch.diagonal(asarray(a)._torch_value, offset, axis1, axis2))


def diagflat(v, k=0):
    return diag(asarray(v).ravel(), k)


def vander(x, N=None, increasing=False):
    tensor = asarray(x)._torch_value
    count = tensor.shape[0] if N is None else N
    powers = torch.arange(count) if increasing else torch.arange(count - 1, -1, -1)
    return wrap(tensor.reshape(-1, 1) ** powers)
