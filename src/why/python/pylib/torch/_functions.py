"""Functions of `torch` that are naturally Python."""

import _torch
from _torch import Tensor


def is_floating_point(input):
    return input.dtype.is_floating_point


def is_complex(input):
    return input.dtype.is_complex


def is_nonzero(input):
    return bool(input)


def is_storage(obj):
    return False


def numel(input):
    return input.numel()


def typename(obj):
    """The name of an object's type, or of a class: `torch.FloatTensor`, `torch.nn.modules.linear.Linear`."""
    if isinstance(obj, Tensor):
        return obj.type()
    # None has no name here, and says so with an error of its own.
    named = obj if obj is not None and getattr(obj, "__qualname__", None) else type(obj)
    module = getattr(named, "__module__", None) or ""
    return named.__qualname__ if module in ("", "builtins") else f"{module}.{named.__qualname__}"


def from_numpy(array):
    """A tensor over the elements of a numpy array."""
    tensor = getattr(array, "_torch_value", None)
    if not isinstance(tensor, Tensor):
        raise TypeError(f"expected np.ndarray (got {type(array).__name__})")
    return tensor.detach()


def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes broadcast to."""
    shapes = [(shape,) if isinstance(shape, int) else tuple(shape) for shape in shapes]
    rank = max(map(len, shapes), default=0)
    result = [1] * rank
    for number, shape in enumerate(shapes):
        for i in range(-1, -1 - len(shape), -1):
            if shape[i] == 1 or shape[i] == result[i]:
                continue
            if result[i] != 1:
                raise RuntimeError(
                    f"Attempting to broadcast a dimension of length {shape[i]} at {i}! Mismatching argument at index "
                    f"{number} had {shape}; but expected shape should be broadcastable to {result}"
                )
            result[i] = shape[i]
    from torch._shapes import Size

    return Size(result)


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=False):
    """A tensor of `obj`, over the same elements where that is possible."""
    import torch

    tensor = torch.as_tensor(obj, dtype=dtype, device=device)
    if copy:
        tensor = tensor.clone()
    return tensor.requires_grad_() if requires_grad else tensor


__all__ = [
    "is_floating_point",
    "is_complex",
    "is_nonzero",
    "is_storage",
    "numel",
    "typename",
    "from_numpy",
    "broadcast_shapes",
    "asarray",
]
