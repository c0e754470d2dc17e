"""Products of vectors and matrices, and statistics made of them."""

import torch

from . import _types
from ._array import asarray, result, wrap
from ._operators import shape_text
from ._reductions import mean


def _pair(a, b):
    a, b = asarray(a), asarray(b)
    kind = _types.promote(a.dtype, b.dtype)
    return a._torch_value.to(kind.torch), b._torch_value.to(kind.torch), kind


def _multiply(a, b, kind):
    if kind.kind == "b":
        return torch.matmul(a.to(torch.int64), b.to(torch.int64)) > 0
    return torch.matmul(a, b)


def dot(a, b, out=None):
    a, b, kind = _pair(a, b)
    if a.dim() == 0 or b.dim() == 0:
        return result(a * b)
    inner = b.shape[0] if b.dim() == 1 else b.shape[-2]
    if a.shape[-1] != inner:
        shapes = f"{shape_text(tuple(a.shape))} and {shape_text(tuple(b.shape))}"
        raise ValueError(
            f"shapes {shapes} not aligned: {a.shape[-1]} (dim {a.dim() - 1}) != {inner} (dim {max(b.dim() - 2, 0)})"
        )
    if b.dim() > 2:
        return result(torch.tensordot(a, b, dims=([a.dim() - 1], [b.dim() - 2])))
    return result(_multiply(a, b, kind))


def matmul(x1, x2, /, out=None, **kwargs):
    a, b, kind = _pair(x1, x2)
    for place, tensor in enumerate((a, b)):
        if tensor.dim() == 0:
            raise ValueError(
                f"matmul: Input operand {place} does not have enough dimensions (has 0, gufunc core with signature "
                "(n?,k),(k,m?)->(n?,m?) requires 1)"
            )
    inner = b.shape[0] if b.dim() == 1 else b.shape[-2]
    if a.shape[-1] != inner:
        raise ValueError(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            f"(n?,k),(k,m?)->(n?,m?) (size {inner} is different from {a.shape[-1]})"
        )
    return result(_multiply(a, b, kind))


def vdot(a, b):
    return dot(asarray(a).ravel(), asarray(b).ravel())


def inner(a, b):
    a, b, kind = _pair(a, b)
    if a.dim() == 0 or b.dim() == 0:
        return result(a * b)
    return result(torch.tensordot(a, b, dims=([a.dim() - 1], [b.dim() - 1])))


def outer(a, b, out=None):
    a, b = asarray(a), asarray(b)
    return a.reshape(-1, 1) * b.reshape(1, -1)


def tensordot(a, b, axes=2):
    a, b, kind = _pair(a, b)
    if not isinstance(axes, int):
        axes = [[each] if isinstance(each, int) else list(each) for each in axes]
    return result(torch.tensordot(a, b, dims=axes))


def einsum(*operands, optimize=False, **kwargs):
    if not isinstance(operands[0], str):
        raise NotImplementedError("numpy.einsum without a text is not supported")
    arrays = [asarray(each) for each in operands[1:]]
    kind = arrays[0].dtype
    for each in arrays[1:]:
        kind = _types.promote(kind, each.dtype)
    return result(torch.einsum(operands[0], *(each._torch_value.to(kind.torch) for each in arrays)))


def cross(a, b, axis=-1):
    a, b, kind = _pair(a, b)
    a, b = torch.broadcast_tensors(a, b)
    return wrap(torch.linalg.cross(a, b, dim=axis))


def kron(a, b):
    a, b, kind = _pair(a, b)
    return wrap(torch.kron(a, b))


def trace(a, offset=0, axis1=0, axis2=1):
    tensor = asarray(a)._torch_value
    return result(torch.diagonal(tensor, offset, axis1, axis2).sum(-1))


def cov(m, y=None, rowvar=True, bias=False, ddof=None, **kwargs):
    """How rows vary together: the mean of the products of their distances from their means."""
    if kwargs:
        raise NotImplementedError(f"numpy.cov({next(iter(kwargs))}=...) is not supported")
    from ._shaping import atleast_2d, concatenate

    rows = atleast_2d(asarray(m, float))
    if not rowvar and asarray(m).ndim > 1:
        rows = rows.T
    if y is not None:
        other = atleast_2d(asarray(y, float))
        rows = concatenate((rows, other if rowvar or other.shape[0] == 1 else other.T))
    ddof = (0 if bias else 1) if ddof is None else ddof
    distances = rows - mean(rows, axis=1, keepdims=True)
    found = dot(distances, distances.T) * (1.0 / (rows.shape[1] - ddof))
    return found.squeeze() if rows.shape[0] == 1 else found


def corrcoef(x, y=None, rowvar=True):
    from ._ufuncs import clip

    together = asarray(cov(x, y, rowvar))
    if together.ndim == 0:
        return together[()] / together[()]
    spread = wrap(torch.sqrt(torch.diagonal(together._torch_value)))
    return clip(together / spread.reshape(-1, 1) / spread.reshape(1, -1), -1, 1)


def convolve(a, v, mode="full"):
    if mode not in ("full", "same", "valid"):
        raise ValueError(f"mode '{mode}' is not one of 'valid', 'same', or 'full'")
    a, v, kind = _pair(a, v)
    if a.shape[0] < v.shape[0]:
        a, v = v, a
    long, short = a.shape[0], v.shape[0]
    if not short:
        raise ValueError("v cannot be empty")
    total = torch.zeros(long + short - 1, dtype=a.dtype)
    for place, factor in enumerate(v):
        total[place : place + long] += factor * a
    if mode == "full":
        return wrap(total)
    start = short - 1 if mode == "valid" else (short - 1) // 2
    return wrap(total[start : start + (long - short + 1 if mode == "valid" else long)].clone())


def polyfit(x, y, deg):
    """The coefficients, highest first, of the polynomial nearest to points: least squares."""
    from ._creation import vander

    powers = vander(asarray(x, float), deg + 1)._torch_value
    # Columns of like size keep the solution exact.
    sizes = torch.sqrt((powers * powers).sum(0))
    target = asarray(y, float)._torch_value.reshape(-1, 1)
    found = torch.linalg.lstsq(powers / sizes, target).solution.reshape(-1)
    return wrap(found / sizes)


def polyval(p, x):
    value = asarray(x) * 0
    for coefficient in asarray(p):
        value = value * x + coefficient
    return value
