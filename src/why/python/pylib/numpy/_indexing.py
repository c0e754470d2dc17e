"""Elements, slices, lists of places and masks: `a[...]` and `a[...] = ...`."""

import torch

from . import _types
from ._array import array, asarray, converted, ndarray, result, wrap
from ._operators import shape_text
from ._scalars import bool_, generic

_INVALID = (
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
)


def get(a, key):
    tensor = a._torch_value
    if type(key) is int and tensor.dim() > 0:
        return result(tensor[_checked(key, tensor.shape[0], 0)])
    parts, flips = _parts(a, key)
    found = tensor[tuple(parts)] if parts else tensor
    if flips:
        found = torch.flip(found, flips)
    # An ellipsis leaves an array even where there are no dimensions left.
    whole = not isinstance(key, tuple) or Ellipsis not in [part for part in key if part is Ellipsis]
    return result(found) if whole and key is not Ellipsis else wrap(found)


def put(a, key, value):
    tensor = a._torch_value
    parts, flips = _parts(a, key)
    value = asarray(value)
    fresh = converted(value._torch_value, a.dtype) if value.dtype is not a.dtype else value._torch_value
    target = tensor[tuple(parts)] if parts else tensor
    shape = tuple(target.shape)
    while fresh.dim() > len(shape) and fresh.shape[0] == 1:
        fresh = fresh[0]
    sizes = tuple(fresh.shape)
    fits = len(sizes) <= len(shape) and all(size in (1, wanted) for size, wanted in zip(sizes[::-1], shape[::-1]))
    if not fits:
        if any(isinstance(part, torch.Tensor) for part in parts):
            if any(isinstance(part, torch.Tensor) and part.dtype == torch.bool for part in parts) and len(sizes) == 1:
                raise ValueError(
                    f"NumPy boolean array indexing assignment cannot assign {sizes[0]} input values to the "
                    f"{shape[0]} output values where the mask is true"
                )
            raise ValueError(
                f"shape mismatch: value array of shape {shape_text(sizes)} could not be broadcast to indexing result of "
                f"shape {shape_text(shape)}"
            )
        raise ValueError(f"could not broadcast input array from shape {shape_text(sizes)} into shape {shape_text(shape)}")
    if flips:
        fresh = torch.flip(fresh.expand(shape), flips)
    if parts:
        tensor[tuple(parts)] = fresh
    else:
        tensor.copy_(fresh.expand(shape))


def _checked(index, size, axis):
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for axis {axis} with size {size}")
    return index


def _parts(a, key):
    """The key as a tensor takes it, and the dimensions of what it finds that have to be turned round."""
    key = list(key) if isinstance(key, tuple) else [key]
    key = [_part(part) for part in key]
    taken = sum(_dimensions(part) for part in key)
    if taken > a.ndim:
        raise IndexError(
            f"too many indices for array: array is {a.ndim}-dimensional, but {taken} were indexed"
        )
    parts, flips = [], []
    axis = dimension = 0
    shape = a.shape
    advanced = any(isinstance(part, torch.Tensor) for part in key)
    for part in key:
        if part is Ellipsis:
            axis += a.ndim - taken
            dimension += a.ndim - taken
        elif part is None:
            dimension += 1
        elif isinstance(part, int):
            _checked(part, shape[axis], axis)
            axis += 1
        elif isinstance(part, slice):
            if part.step is not None and part.step < 0:
                if advanced:
                    raise NotImplementedError("a negative step beside a list of places is not supported")
                part = _turned(part, shape[axis])
                flips.append(dimension)
            axis += 1
            dimension += 1
        elif part.dtype == torch.bool:
            for offset, size in enumerate(part.shape):
                if size != shape[axis + offset]:
                    raise IndexError(
                        f"boolean index did not match indexed array along axis {axis + offset}; size of axis is "
                        f"{shape[axis + offset]} but size of corresponding boolean axis is {size}"
                    )
            axis += part.dim()
            dimension += 1
        else:
            for index in (part.min().item(), part.max().item()) if part.numel() else ():
                _checked(index, shape[axis], axis)
            axis += 1
            dimension += part.dim()
        parts.append(part)
    return parts, flips


def _part(part):
    """One part of a key: a number, a slice, or the tensor of an array."""
    if part is None or part is Ellipsis:
        return part
    if isinstance(part, (bool, bool_)):
        return torch.tensor(bool(part))
    if isinstance(part, slice):
        return slice(*(None if end is None else end.__index__() for end in (part.start, part.stop, part.step)))
    if isinstance(part, float) or isinstance(part, (str, bytes, dict)):
        raise IndexError(_INVALID)
    if isinstance(part, int):
        return int(part)
    if isinstance(part, (list, tuple, range)) and not len(part):
        return torch.zeros(0, dtype=torch.int64)
    if not isinstance(part, (ndarray, torch.Tensor, list, tuple, range, generic)):
        raise IndexError(_INVALID)
    found = asarray(part) if not isinstance(part, (list, tuple, range)) else array(part)
    if found.dtype.kind == "f":
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    if found.dtype.kind != "b" and found.ndim == 0:
        return int(found.item())
    return found._torch_value if found.dtype.kind == "b" else found._torch_value.to(torch.int64)


def _dimensions(part):
    """How many dimensions of an array a part of a key uses up."""
    if part is None or part is Ellipsis:
        return 0
    return part.dim() if isinstance(part, torch.Tensor) and part.dtype == torch.bool else 1


def _turned(part, size):
    """The slice forwards over the places that one with a negative step goes through backwards."""
    places = range(*part.indices(size))
    if not len(places):
        return slice(0, 0)
    return slice(places[-1], places[0] + 1, -part.step)
