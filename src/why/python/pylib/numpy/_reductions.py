"""What becomes of many elements: sums, means, extremes, and where they are."""

import warnings

import _numpy
import torch

from . import _types
from ._array import asarray, result, wrap
from ._scalars import uint64

_MISSING = object()


def _axes(axis, ndim):
    """The dimensions that an `axis` means, counted from 0; None means all."""
    if axis is None:
        return tuple(range(ndim))
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    found = []
    for each in axes:
        if not -ndim <= each < ndim:
            raise AxisError(f"axis {each} is out of bounds for array of dimension {ndim}")
        found.append(int(each) % ndim)
    if len(set(found)) < len(found):
        raise ValueError("duplicate value in 'axis'")
    return tuple(found)


class AxisError(ValueError, IndexError):
    pass


AxisError.__module__ = "numpy.exceptions"


def _prepared(name, a):
    if isinstance(a, torch.Tensor):
        raise TypeError(f"{name}() got an unexpected keyword argument 'axis'")
    return asarray(a)


def _returned(tensor, out):
    if out is None:
        return result(tensor)
    out[...] = wrap(tensor)
    return out


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=_MISSING):
    array = _prepared("sum", a)
    if where is not _MISSING:
        array = _only(array, where, 0)
    tensor = array._torch_value
    axes = _axes(axis, array.ndim)
    if dtype is not None:
        tensor = tensor.to(_types.find(dtype).torch)
    if tensor.is_floating_point():
        total = _numpy.sum(tensor, axes, keepdims)
    else:
        total = tensor.sum(axes, keepdim=keepdims, dtype=None if dtype is None else tensor.dtype) if axes else tensor.clone()
        if dtype is None and array.dtype.kind == "u":
            if total.dim():
                raise NotImplementedError("numpy arrays of type 'uint64', as sums of uint8 are, are not supported")
            return uint64(total.item() + initial)
    return _returned(total + initial if initial else total, out)


def _only(array, where, neutral):
    """The array with something neutral where a mask is false."""
    mask = asarray(where)._torch_value
    return wrap(torch.where(mask, array._torch_value, torch.full_like(array._torch_value, neutral)))


def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1):
    array = _prepared("prod", a)
    tensor = array._torch_value if dtype is None else array._torch_value.to(_types.find(dtype).torch)
    if not tensor.is_floating_point():
        tensor = tensor.to(torch.int64)
    axes = _axes(axis, array.ndim)
    for each in sorted(axes, reverse=True):
        tensor = _one_by_one(tensor, each)
    if keepdims:
        for each in sorted(axes):
            tensor = tensor.unsqueeze(each)
    return _returned(tensor * initial if initial != 1 else tensor, out)


def _one_by_one(tensor, axis):
    """The product along a dimension, multiplied in order."""
    if tensor.shape[axis] == 0:
        return torch.ones_like(tensor.sum(axis))
    return tensor.cumprod(axis).select(axis, tensor.shape[axis] - 1)


def mean(a, axis=None, dtype=None, out=None, keepdims=False, where=_MISSING):
    array = _prepared("mean", a)
    count = asarray(where)._torch_value.expand(array.shape).sum(_axes(axis, array.ndim)) if where is not _MISSING else None
    if where is not _MISSING:
        array = _only(array, where, 0)
    tensor = array._torch_value
    kind = array.dtype if dtype is None else _types.find(dtype)
    if kind.kind != "f":
        kind = _types.find(float)
    wide = tensor.to(torch.float32 if kind.name == "float16" else kind.torch)
    axes = _axes(axis, array.ndim)
    count = _count(array, axes) if count is None else count
    if isinstance(count, int) and count == 0:
        warnings.warn("Mean of empty slice", RuntimeWarning, stacklevel=2)
        warnings.warn(_undefined(len(axes) == array.ndim and not keepdims), RuntimeWarning, stacklevel=2)
    return _returned((_numpy.sum(wide, axes, keepdims) / count).to(kind.torch), out)


def _undefined(single):
    return f"invalid value encountered in {'scalar ' if single else ''}divide"


def _count(array, axes):
    count = 1
    for axis in axes:
        count *= array.shape[axis]
    return count


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    if weights is None:
        found = mean(a, axis, keepdims=keepdims)
        total = asarray(a).size / asarray(found).size
    else:
        array, weights = asarray(a), asarray(weights)
        if weights.shape != array.shape:
            if axis is None:
                raise TypeError("Axis must be specified when shapes of a and weights differ.")
            weights = weights.reshape([-1 if each == _axes(axis, array.ndim)[0] else 1 for each in range(array.ndim)])
            weights = wrap(weights._torch_value.expand(array.shape))
        total = sum(weights, axis, keepdims=keepdims)
        if bool(asarray(total == 0).any()):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        found = sum(array * weights, axis, keepdims=keepdims) / total
    return (found, total) if returned else found


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=_MISSING):
    ddof = ddof if correction is _MISSING else correction
    array = _prepared("var", a)
    kind = array.dtype if dtype is None else _types.find(dtype)
    if kind.kind != "f":
        kind = _types.find(float)
    tensor = array._torch_value.to(torch.float32 if kind.name == "float16" else kind.torch)
    axes = _axes(axis, array.ndim)
    count = _count(array, axes)
    if count - ddof <= 0:
        warnings.warn("Degrees of freedom <= 0 for slice", RuntimeWarning, stacklevel=3)
        warnings.warn(_undefined(len(axes) == array.ndim and not keepdims), RuntimeWarning, stacklevel=3)
    middle = _numpy.sum(tensor, axes, True) / count
    distance = tensor - middle
    total = _numpy.sum(distance * distance, axes, keepdims)
    return _returned((total / max_(count - ddof, 0)).to(kind.torch), out)


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=_MISSING):
    found = asarray(var(a, axis, dtype, None, ddof, keepdims, correction=correction))
    return _returned(found._torch_value.sqrt(), out)


def max_(one, other):
    return one if one > other else other


def _extreme(name, a, axis, out, keepdims, initial):
    array = _prepared(name, a)
    tensor, axes = array._torch_value, _axes(axis, array.ndim)
    if initial is not _MISSING:
        tensor = torch.cat([tensor.reshape(-1), torch.tensor([initial], dtype=tensor.dtype)]) if axis is None else tensor
        axes = (0,) if axis is None else axes
    if _count(wrap(tensor), axes) == 0:
        word = "maximum" if name == "max" else "minimum"
        raise ValueError(f"zero-size array to reduction operation {word} which has no identity")
    if not axes:
        return _returned(tensor.clone(), out)
    if tensor.dtype == torch.bool:
        function = torch.any if name == "max" else torch.all
        return _returned(function(tensor, axes, keepdim=keepdims), out)
    return _returned((torch.amax if name == "max" else torch.amin)(tensor, axes, keepdim=keepdims), out)


def max(a, axis=None, out=None, keepdims=False, initial=_MISSING):
    return _extreme("max", a, axis, out, keepdims, initial)


def min(a, axis=None, out=None, keepdims=False, initial=_MISSING):
    return _extreme("min", a, axis, out, keepdims, initial)


amax, amin = max, min


def ptp(a, axis=None, out=None, keepdims=False):
    return max(a, axis, out, keepdims) - min(a, axis, None, keepdims)


def _place(name, a, axis, keepdims):
    array = asarray(a)
    tensor = array._torch_value
    if array.size == 0:
        raise ValueError(f"attempt to get {name} of an empty sequence")
    if axis is not None:
        _axes(axis, array.ndim)
    if tensor.dtype in (torch.bool, torch.float16):
        tensor = tensor.to(torch.float32)
    found = (torch.argmax if name == "argmax" else torch.argmin)(tensor, axis, keepdim=keepdims)
    return result(found)


def argmax(a, axis=None, out=None, *, keepdims=False):
    return _place("argmax", a, axis, keepdims)


def argmin(a, axis=None, out=None, *, keepdims=False):
    return _place("argmin", a, axis, keepdims)


def any(a, axis=None, out=None, keepdims=False):
    array = asarray(a)
    axes = _axes(axis, array.ndim)
    tensor = array._torch_value.to(torch.bool)
    return _returned(torch.any(tensor, axes, keepdim=keepdims) if axes else tensor.clone(), out)


def all(a, axis=None, out=None, keepdims=False):
    array = asarray(a)
    axes = _axes(axis, array.ndim)
    tensor = array._torch_value.to(torch.bool)
    return _returned(torch.all(tensor, axes, keepdim=keepdims) if axes else tensor.clone(), out)


def count_nonzero(a, axis=None, *, keepdims=False):
    array = asarray(a)
    found = (array._torch_value != 0).sum(_axes(axis, array.ndim), keepdim=keepdims)
    return result(found)


def _running(name, a, axis, dtype):
    array = asarray(a)
    tensor = array._torch_value if dtype is None else array._torch_value.to(_types.find(dtype).torch)
    if axis is None:
        tensor, axis = tensor.reshape(-1), 0
    _axes(axis, tensor.dim())
    return wrap(getattr(torch, name)(tensor, axis))


def cumsum(a, axis=None, dtype=None, out=None):
    return _running("cumsum", a, axis, dtype)


def cumprod(a, axis=None, dtype=None, out=None):
    return _running("cumprod", a, axis, dtype)


def _without_nan(name, a, axis, keepdims, neutral, function):
    array = asarray(a)
    missing = array._torch_value.isnan()
    filled = wrap(torch.where(missing, torch.full_like(array._torch_value, neutral), array._torch_value))
    if function in (max, min) and bool(missing.all(_axes(axis, array.ndim)[0] if axis is not None else 0).any()):
        warnings.warn("All-NaN slice encountered" if axis is None else "All-NaN axis encountered", RuntimeWarning, stacklevel=3)
    return function(filled, axis=axis, keepdims=keepdims)


def nansum(a, axis=None, keepdims=False):
    return _without_nan("nansum", a, axis, keepdims, 0.0, sum)


def nanmax(a, axis=None, keepdims=False):
    return _without_nan("nanmax", a, axis, keepdims, -float("inf"), max)


def nanmin(a, axis=None, keepdims=False):
    return _without_nan("nanmin", a, axis, keepdims, float("inf"), min)


def nanmean(a, axis=None, keepdims=False):
    array = asarray(a)
    counted = (~array._torch_value.isnan()).sum(_axes(axis, array.ndim), keepdim=keepdims)
    return nansum(array, axis, keepdims) / result(counted)


def nanstd(a, axis=None, keepdims=False):
    if axis is not None or keepdims:
        raise NotImplementedError("numpy.nanstd along an axis is not supported")
    array = asarray(a)
    return std(array[~wrap(array._torch_value.isnan())])


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    return quantile(a, 0.5, axis, keepdims=keepdims)


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **kwargs):
    """The element below which a part of all lies, mixed of its neighbours where it is between two."""
    if method != "linear":
        raise NotImplementedError(f"numpy.quantile(method={method!r}) is not supported")
    array = asarray(a)
    kind = array.dtype if array.dtype.kind == "f" else _types.find(float)
    tensor = array._torch_value.to(kind.torch)
    if axis is None:
        tensor, axis = tensor.reshape(-1), 0
    axis = _axes(axis, tensor.dim())[0]
    tensor = tensor.sort(axis)[0]
    count = tensor.shape[axis]
    shares = asarray(q)
    if bool(((shares._torch_value < 0) | (shares._torch_value > 1)).any()):
        raise ValueError("Quantiles must be in the range [0, 1]")
    found = [_mixed(tensor, axis, share, count) for share in shares.reshape(-1).tolist()]
    found = [each.unsqueeze(axis) if keepdims else each for each in found]
    return result(found[0]) if shares.ndim == 0 else wrap(torch.stack(found).reshape(shares.shape + tuple(found[0].shape)))


def _mixed(tensor, axis, share, count):
    if count == 0:
        return torch.full_like(tensor.sum(axis), float("nan"))
    place = share * (count - 1)
    low = int(place)
    high = low + 1 if low + 1 < count else low
    part = place - low
    below, above = tensor.select(axis, low), tensor.select(axis, high)
    difference = above - below
    # From whichever end is nearer, so that 0 and 1 give those exactly.
    mixed = below + difference * part if part < 0.5 else above - difference * (1 - part)
    return torch.where(tensor.isnan().any(axis), torch.full_like(mixed, float("nan")), mixed)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **kwargs):
    shares = asarray(q)
    if bool(((shares._torch_value < 0) | (shares._torch_value > 100)).any()):
        raise ValueError("Percentiles must be in the range [0, 100]")
    return quantile(a, shares / 100, axis, method=method, keepdims=keepdims)
