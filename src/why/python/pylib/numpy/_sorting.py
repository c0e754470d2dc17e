"""Order, sets, counts, and what is between given points."""

import torch

from . import _types
from ._array import asarray, result, wrap
from ._creation import linspace
from ._reductions import _axes


def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    tensor = asarray(a)._torch_value
    if axis is None:
        tensor, axis = tensor.reshape(-1), 0
    _axes(axis, tensor.dim())
    return wrap(torch.sort(tensor, dim=axis, stable=True)[0])


def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    tensor = asarray(a)._torch_value
    if axis is None:
        tensor, axis = tensor.reshape(-1), 0
    _axes(axis, tensor.dim())
    return wrap(torch.sort(tensor, dim=axis, stable=True)[1])


def lexsort(keys, axis=-1):
    places = None
    for key in keys:
        tensor = asarray(key)._torch_value
        order = torch.sort(tensor if places is None else tensor[places], stable=True)[1]
        places = order if places is None else places[order]
    return wrap(places)


def partition(a, kth, axis=-1):
    return sort(a, axis)


def argpartition(a, kth, axis=-1):
    return argsort(a, axis)


def searchsorted(a, v, side="left", sorter=None):
    """Where elements would have to go into sorted ones."""
    if side not in ("left", "right"):
        raise ValueError(f"search side must be 'left' or 'right' (got {side!r})")
    edges, values = asarray(a), asarray(v)
    kind = _types.promote(edges.dtype, values.dtype)
    edges, values = edges._torch_value.to(kind.torch), values._torch_value.to(kind.torch)
    return result(torch.searchsorted(edges, values.contiguous(), right=side == "right"))


def digitize(x, bins, right=False):
    edges = asarray(bins)
    if edges.size > 1 and edges._torch_value[0] > edges._torch_value[-1]:
        return edges.size - searchsorted(edges[::-1], x, "left" if not right else "right")
    return searchsorted(edges, x, "left" if right else "right")


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True):
    """The different elements in order; where each is first, which of them each element is, how many of each there are."""
    if axis is not None:
        raise NotImplementedError("numpy.unique along an axis is not supported")
    array = asarray(ar)
    tensor = array._torch_value.reshape(-1)
    ordered, order = torch.sort(tensor, stable=True)
    changes = torch.ones(tensor.shape[0], dtype=torch.bool)
    if tensor.shape[0]:
        changes[1:] = (ordered[1:] != ordered[:-1]) & ~(ordered[1:].isnan() & ordered[:-1].isnan())
    found = [wrap(ordered[changes])]
    if return_index:
        found.append(wrap(order[changes]))
    if return_inverse:
        inverse = torch.empty_like(order)
        inverse[order] = torch.cumsum(changes.to(torch.int64), 0) - 1
        found.append(wrap(inverse.reshape(array.shape)))
    if return_counts:
        starts = torch.nonzero(changes).reshape(-1)
        ends = torch.cat([starts[1:], torch.tensor([tensor.shape[0]])]) if starts.shape[0] else starts
        found.append(wrap(ends - starts))
    return found[0] if len(found) == 1 else tuple(found)


def isin(element, test_elements, assume_unique=False, invert=False, **kwargs):
    element, tests = asarray(element), asarray(test_elements)
    kind = _types.promote(element.dtype, tests.dtype)
    inside = torch.isin(element._torch_value.to(kind.torch), tests._torch_value.to(kind.torch))
    return result(~inside if invert else inside)


in1d = isin


def intersect1d(ar1, ar2):
    return unique(asarray(ar1)[isin(ar1, ar2)])


def union1d(ar1, ar2):
    from ._shaping import concatenate

    return unique(concatenate((ar1, ar2), axis=None))


def setdiff1d(ar1, ar2):
    return unique(asarray(ar1)[isin(ar1, ar2, invert=True)])


def nonzero(a):
    array = asarray(a)
    if array.ndim == 0:
        raise ValueError(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of "
            "this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`."
        )
    return tuple(wrap(places) for places in torch.nonzero(array._torch_value, as_tuple=True))


def argwhere(a):
    return wrap(torch.nonzero(asarray(a)._torch_value))


def flatnonzero(a):
    return nonzero(asarray(a).ravel())[0]


def diff(a, n=1, axis=-1, **kwargs):
    if kwargs:
        raise NotImplementedError("numpy.diff with `prepend` or `append` is not supported")
    array = asarray(a)
    axis = _axes(axis, array.ndim)[0]
    for _ in range(n):
        length = array.shape[axis]
        before, after = (array._torch_value.narrow(axis, start, max(length - 1, 0)) for start in (0, min(1, length)))
        array = wrap(after ^ before if array.dtype.kind == "b" else after - before)
    return array


def gradient(f, *varargs, axis=None, edge_order=1):
    """Slopes between the neighbours of each element, from central differences."""
    array = asarray(f)
    if array.ndim != 1 or edge_order != 1:
        raise NotImplementedError("numpy.gradient of an array that isn't 1-dimensional is not supported")
    values = array._torch_value.to(_types.as_float(array.dtype).torch)
    if varargs and asarray(varargs[0]).ndim:
        raise NotImplementedError("numpy.gradient with uneven spacing is not supported")
    step = float(varargs[0]) if varargs else 1.0
    if values.shape[0] < 2:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required."
        )
    slopes = torch.empty_like(values)
    slopes[1:-1] = (values[2:] - values[:-2]) / (2.0 * step)
    slopes[0] = (values[1] - values[0]) / step
    slopes[-1] = (values[-1] - values[-2]) / step
    return wrap(slopes)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The area under a line through points."""
    heights = asarray(y)._torch_value.to(torch.float64)
    width = dx if x is None else diff(asarray(x))._torch_value
    count = heights.shape[axis]
    total = (heights.narrow(axis, 1, count - 1) + heights.narrow(axis, 0, count - 1)) * width / 2.0
    return result(total.sum(axis))


def interp(x, xp, fp, left=None, right=None, period=None):
    """Values between points, on straight lines from each to the next."""
    places, known, values = (asarray(each)._torch_value.to(torch.float64) for each in (x, xp, fp))
    after = torch.searchsorted(known, places.contiguous(), right=True).clamp(1, max(known.shape[0] - 1, 1))
    if known.shape[0] == 1:
        return result(values[0].expand(places.shape).clone())
    x0, x1, y0, y1 = known[after - 1], known[after], values[after - 1], values[after]
    found = (y1 - y0) / (x1 - x0) * (places - x0) + y0
    found = torch.where(places <= known[0], values[0] if left is None else torch.tensor(float(left)), found)
    found = torch.where(places >= known[-1], values[-1], found)
    if left is not None:
        found = torch.where(places == known[0], values[0], found)
    if right is not None:
        found = torch.where(places > known[-1], torch.tensor(float(right), dtype=torch.float64), found)
    return result(found)


def bincount(x, weights=None, minlength=0):
    array = asarray(x)
    if array.dtype.kind == "f":
        raise TypeError("Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'")
    if array.size and bool((array._torch_value < 0).any()):
        raise ValueError("'list' argument must have no negative elements")
    places = array._torch_value.to(torch.int64)
    if weights is None:
        return wrap(torch.bincount(places, minlength=minlength))
    return wrap(torch.bincount(places, asarray(weights)._torch_value.to(torch.float64), minlength))


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges between which `histogram` counts."""
    array = asarray(a)
    if isinstance(bins, str):
        raise NotImplementedError(f"numpy.histogram(bins={bins!r}) is not supported")
    if not hasattr(bins, "__index__") or asarray(bins).ndim:
        edges = asarray(bins)
        if edges.ndim != 1:
            raise ValueError("`bins` must be 1d, when an array")
        if bool((edges._torch_value[:-1] > edges._torch_value[1:]).any()):
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges
    count = bins.__index__()
    if count < 1:
        raise ValueError("`bins` must be positive, when an integer")
    if range is not None:
        low, high = (float(end) for end in range)
        if low > high:
            raise ValueError("max must be larger than min in range parameter.")
    elif array.size == 0:
        low, high = 0.0, 1.0
    else:
        low, high = float(array._torch_value.min()), float(array._torch_value.max())
    if low != low or high != high or abs(low) == float("inf") or abs(high) == float("inf"):
        word = "supplied" if range is not None else "autodetected"
        raise ValueError(f"{word} range of [{low}, {high}] is not finite")
    if low == high:
        low, high = low - 0.5, high + 0.5
    kind = array.dtype if array.dtype.kind == "f" else _types.find(float)
    return linspace(low, high, count + 1, dtype=kind)


def histogram(a, bins=10, range=None, density=None, weights=None):
    """How many elements there are between each edge and the next; the last of them counts for what is below it."""
    array = asarray(a).ravel()
    edges = histogram_bin_edges(array, bins, range)
    values = array._torch_value.to(torch.float64)
    ends = edges._torch_value.to(torch.float64)
    inside = (values >= ends[0]) & (values <= ends[-1])
    places = torch.searchsorted(ends, values[inside].contiguous(), right=True) - 1
    places = places.clamp(max=ends.shape[0] - 2)
    if weights is None:
        counts = torch.bincount(places, minlength=ends.shape[0] - 1)
    else:
        counts = torch.bincount(places, asarray(weights)._torch_value.reshape(-1)[inside].to(torch.float64), ends.shape[0] - 1)
    if density:
        widths = ends[1:] - ends[:-1]
        counts = counts / widths / counts.sum()
    return wrap(counts), edges


def choose_rows(condition, a):
    return asarray(a)[asarray(condition)]


def extract(condition, arr):
    return asarray(arr).ravel()[asarray(condition).ravel().astype(bool)]


def select(condlist, choicelist, default=0):
    from ._ufuncs import where

    chosen = default
    for condition, choice in list(zip(condlist, choicelist))[::-1]:
        chosen = where(condition, choice, chosen)
    return chosen


def take_along_axis(arr, indices, axis=-1):
    return wrap(torch.take_along_dim(asarray(arr)._torch_value, asarray(indices)._torch_value, axis))


def unravel_index(indices, shape):
    places = asarray(indices)._torch_value
    found = []
    for size in reversed(shape):
        found.append(result(places % size))
        places = torch.floor_divide(places, size)
    return tuple(reversed(found))


def ravel_multi_index(multi_index, dims):
    total = 0
    for places, size in zip(multi_index, dims):
        total = total * size + asarray(places)
    return total
