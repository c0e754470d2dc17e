"""Other shapes of the same elements, and arrays put together and taken apart."""

import torch

from . import _types
from ._array import array, asarray, ndarray, wrap
from ._operators import check_shapes, shape_text
from ._reductions import AxisError, _axes


def reshape(a, /, *shape, order="C", copy=None):
    """The same elements in another shape; one of its sizes may be -1, for whatever it takes."""
    source = asarray(a)
    if len(shape) == 1 and not hasattr(shape[0], "__index__"):
        shape = tuple(shape[0])
    sizes = [size.__index__() for size in shape]
    count = 1
    for size in sizes:
        count *= size if size != -1 else 1
    if sizes.count(-1) > 1:
        raise ValueError("can only specify one unknown dimension")
    known = source.size == count if -1 not in sizes else count != 0 and source.size % count == 0
    if not known:
        raise ValueError(f"cannot reshape array of size {source.size} into shape {shape_text(tuple(sizes))}")
    tensor = source._torch_value
    if order == "F":
        return transpose(wrap(transpose(source)._torch_value.reshape(sizes[::-1])))
    return wrap(tensor.reshape(sizes))


def ravel(a, order="C"):
    return reshape(a, -1, order=order)


def flatten(a, order="C"):
    return wrap(reshape(a, -1, order=order)._torch_value.clone())


def transpose(a, /, *axes):
    array = asarray(a)
    if len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
        axes = axes[0]
    if not axes:
        axes = range(array.ndim - 1, -1, -1)
    if len(axes) != array.ndim:
        raise ValueError("axes don't match array")
    return wrap(array._torch_value.permute(*_axes(tuple(axes), array.ndim)))


permute_dims = transpose


def matrix_transpose(x):
    return swapaxes(x, -1, -2)


def swapaxes(a, axis1, axis2):
    array = asarray(a)
    return wrap(array._torch_value.transpose(*_axes((axis1,), array.ndim), *_axes((axis2,), array.ndim)))


def moveaxis(a, source, destination):
    return wrap(asarray(a)._torch_value.movedim(source, destination))


def squeeze(a, axis=None):
    array = asarray(a)
    if axis is None:
        return wrap(array._torch_value.squeeze())
    axes = _axes(axis, array.ndim)
    if any(array.shape[each] != 1 for each in axes):
        raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
    return wrap(array._torch_value.squeeze(axes))


def expand_dims(a, axis):
    tensor = asarray(a)._torch_value
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    rank = tensor.dim() + len(axes)
    for each in sorted(_axes(tuple(axes), rank)):
        tensor = tensor.unsqueeze(each)
    return wrap(tensor)


def broadcast_to(array, shape, subok=False):
    tensor = asarray(array)._torch_value
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    sizes = tuple(tensor.shape)
    if len(sizes) > len(shape) or any(a not in (1, b) for a, b in zip(sizes[::-1], shape[::-1])):
        raise ValueError(
            "operands could not be broadcast together with remapped shapes [original->remapped]: "
            f"{shape_text(sizes)}  and requested shape {shape_text(shape)}"
        )
    return wrap(tensor.expand(shape))


def broadcast_arrays(*args):
    tensors = [asarray(arg)._torch_value for arg in args]
    check_shapes(tensors)
    return tuple(wrap(tensor) for tensor in torch.broadcast_tensors(*tensors))


def atleast_1d(*arys):
    found = [asarray(a) if asarray(a).ndim else asarray(a).reshape(1) for a in arys]
    return found[0] if len(found) == 1 else tuple(found)


def atleast_2d(*arys):
    found = []
    for a in map(asarray, arys):
        found.append(a.reshape(1, 1) if a.ndim == 0 else a[None] if a.ndim == 1 else a)
    return found[0] if len(found) == 1 else tuple(found)


def atleast_3d(*arys):
    found = []
    for a in map(asarray, arys):
        found.append({0: lambda a=a: a.reshape(1, 1, 1), 1: lambda a=a: a[None, :, None], 2: lambda a=a: a[:, :, None]}.get(
            a.ndim, lambda a=a: a
        )())
    return found[0] if len(found) == 1 else tuple(found)


def _same_type(arrays):
    """The tensors of arrays in the type that holds all of them."""
    kind = arrays[0].dtype
    for each in arrays[1:]:
        kind = _types.promote(kind, each.dtype)
    return [each._torch_value.to(kind.torch) for each in arrays]


def concatenate(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    arrays = [asarray(each) for each in arrays]
    if not arrays:
        raise ValueError("need at least one array to concatenate")
    if axis is None:
        arrays, axis = [each.ravel() for each in arrays], 0
    first = arrays[0]
    if any(each.ndim == 0 for each in arrays):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    axis = _axes(axis, first.ndim)[0]
    for place, other in enumerate(arrays[1:], 1):
        if other.ndim != first.ndim:
            raise ValueError(
                "all the input arrays must have same number of dimensions, but the array at index 0 has "
                f"{first.ndim} dimension(s) and the array at index {place} has {other.ndim} dimension(s)"
            )
        for dimension, (one, two) in enumerate(zip(first.shape, other.shape)):
            if dimension != axis and one != two:
                raise ValueError(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along "
                    f"dimension {dimension}, the array at index 0 has size {one} and the array at index {place} has size "
                    f"{two}"
                )
    joined = wrap(torch.cat(_same_type(arrays), axis))
    return joined if dtype is None else joined.astype(dtype)


concat = concatenate


def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    arrays = [asarray(each) for each in arrays]
    if not arrays:
        raise ValueError("need at least one array to stack")
    if any(each.shape != arrays[0].shape for each in arrays):
        raise ValueError("all input arrays must have the same shape")
    axis = _axes(axis, arrays[0].ndim + 1)[0]
    joined = wrap(torch.stack(_same_type(arrays), axis))
    return joined if dtype is None else joined.astype(dtype)


def vstack(tup, **kwargs):
    return concatenate([atleast_2d(each) for each in tup], 0, **kwargs)


row_stack = vstack


def hstack(tup, **kwargs):
    arrays = [atleast_1d(each) for each in tup]
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1, **kwargs)


def dstack(tup, **kwargs):
    return concatenate([atleast_3d(each) for each in tup], 2, **kwargs)


def column_stack(tup):
    return concatenate([each.reshape(-1, 1) if each.ndim < 2 else each for each in map(asarray, tup)], 1)


class _Joined:
    """`np.c_[a, b]` and `np.r_[a, b]`."""

    def __init__(self, join):
        self.join = join

    def __getitem__(self, key):
        from ._creation import arange

        parts = key if isinstance(key, tuple) else (key,)
        if any(isinstance(part, str) for part in parts):
            raise NotImplementedError("numpy.r_ with a text is not supported")
        return self.join(
            [arange(part.start or 0, part.stop, part.step or 1) if isinstance(part, slice) else part for part in parts]
        )


c_, r_ = _Joined(column_stack), _Joined(hstack)


def array_split(ary, indices_or_sections, axis=0):
    array = asarray(ary)
    axis = _axes(axis, array.ndim)[0]
    total = array.shape[axis]
    if hasattr(indices_or_sections, "__index__"):
        sections = indices_or_sections.__index__()
        if sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        each, extra = divmod(total, sections)
        ends = [each * place + min(place, extra) for place in range(sections + 1)]
    else:
        ends = [0, *(int(end) for end in indices_or_sections), total]
    keys = [(slice(None),) * axis + (slice(start, end),) for start, end in zip(ends, ends[1:])]
    return [array[key] for key in keys]


def split(ary, indices_or_sections, axis=0):
    if hasattr(indices_or_sections, "__index__") and asarray(ary).shape[axis] % indices_or_sections.__index__():
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def vsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0)


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0 if asarray(ary).ndim == 1 else 1)


def flip(m, axis=None):
    array = asarray(m)
    return wrap(torch.flip(array._torch_value, _axes(axis, array.ndim)))


def flipud(m):
    return flip(m, 0)


def fliplr(m):
    return flip(m, 1)


def rot90(m, k=1, axes=(0, 1)):
    return wrap(torch.rot90(asarray(m)._torch_value, k, list(axes)))


def roll(a, shift, axis=None):
    tensor = asarray(a)._torch_value
    return wrap(torch.roll(tensor, shift) if axis is None else torch.roll(tensor, shift, axis))


def tile(A, reps):
    tensor = asarray(A)._torch_value
    reps = (reps,) if isinstance(reps, int) else tuple(reps)
    return wrap(torch.tile(tensor, reps))


def repeat(a, repeats, axis=None):
    tensor = asarray(a)._torch_value
    if axis is None:
        tensor, axis = tensor.reshape(-1), 0
    counts = repeats if isinstance(repeats, int) else asarray(repeats)._torch_value
    if isinstance(counts, torch.Tensor) and counts.numel() not in (1, tensor.shape[axis]):
        raise ValueError(
            f"operands could not be broadcast together with shape {shape_text((tensor.shape[axis],))} "
            f"{shape_text(tuple(counts.shape))}"
        )
    return wrap(torch.repeat_interleave(tensor, counts, axis))


def append(arr, values, axis=None):
    if axis is None:
        return concatenate((asarray(arr).ravel(), asarray(values).ravel()))
    return concatenate((arr, values), axis)


def insert(arr, obj, values, axis=None):
    array = asarray(arr)
    if axis is None:
        array, axis = array.ravel(), 0
    if not isinstance(obj, int):
        raise NotImplementedError("numpy.insert at several places is not supported")
    place = obj + array.shape[axis] if obj < 0 else obj
    values = asarray(values, array.dtype)
    shape = list(array.shape)
    shape[axis] = 1
    if values.ndim == 1 and array.ndim == 1:
        shape[axis] = values.size
    elif values.ndim == array.ndim - 1 and values.ndim:
        values = expand_dims(values, axis)
    head, tail = array_split(array, [place], axis)
    return concatenate((head, broadcast_to(values, shape), tail), axis)


def delete(arr, obj, axis=None):
    array = asarray(arr)
    if axis is None:
        array, axis = array.ravel(), 0
    size = array.shape[axis]
    if isinstance(obj, slice):
        places = list(range(*obj.indices(size)))
    else:
        places = asarray(obj).ravel().tolist()
    for place in places:
        if not -size <= place < size:
            raise IndexError(f"index {place} is out of bounds for axis {axis} with size {size}")
    gone = {place % size for place in places}
    return take(array, [place for place in range(size) if place not in gone], axis)


def take(a, indices, axis=None, out=None, mode="raise"):
    array = asarray(a)
    if axis is None:
        array, axis = array.ravel(), 0
    axis = _axes(axis, array.ndim)[0]
    places = indices if isinstance(indices, int) else asarray(indices, None if len(asarray(indices).shape) and asarray(indices).size else int)
    return array[(slice(None),) * axis + (places,)]


def pad(array, pad_width, mode="constant", constant_values=0, **kwargs):
    source = asarray(array)
    if mode != "constant" or not isinstance(constant_values, (int, float)):
        raise NotImplementedError(f"numpy.pad(mode={mode!r}) with these values is not supported")
    widths = asarray(pad_width).tolist()
    if not isinstance(widths, list):
        widths = [[widths, widths]] * source.ndim
    elif not isinstance(widths[0], list):
        widths = [widths if len(widths) == 2 else widths * 2] * source.ndim
    elif len(widths) == 1:
        widths = widths * source.ndim
    from ._creation import full

    shape = [size + before + after for size, (before, after) in zip(source.shape, widths)]
    padded = full(shape, constant_values, source.dtype)
    padded[tuple(slice(before, before + size) for size, (before, _) in zip(source.shape, widths))] = source
    return padded


def ndim(a):
    return asarray(a).ndim


def shape(a):
    return asarray(a).shape


def size(a, axis=None):
    return asarray(a).size if axis is None else asarray(a).shape[axis]


def copy(a, order="K", subok=False):
    return array(a)


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """The results of a function of each line of elements along an axis."""
    source = asarray(arr)
    axis = _axes(axis, source.ndim)[0]
    rows = moveaxis(source, axis, -1)
    found = [asarray(func1d(row, *args, **kwargs)) for row in rows.reshape(-1, source.shape[axis])]
    kept = rows.shape[:-1]
    joined = stack(found).reshape(*kept, *found[0].shape)
    return joined if found[0].ndim == 0 else moveaxis(joined, -1, axis)


class vectorize:
    """A function of single elements as one of arrays."""

    def __init__(self, pyfunc, otypes=None, **kwargs):
        self.pyfunc, self.otypes = pyfunc, otypes

    def __call__(self, *args):
        arrays = broadcast_arrays(*args)
        columns = [[each.dtype.type(value) for value in each.reshape(-1).tolist()] for each in arrays]
        found = [self.pyfunc(*values) for values in zip(*columns)]
        made = asarray(found) if self.otypes is None else asarray(found, self.otypes[0])
        return made.reshape(arrays[0].shape)[()]


__all__ = ["AxisError", "ndarray"]
