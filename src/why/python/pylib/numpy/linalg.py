"""numpy.linalg: norms, inverses, determinants, solutions and decompositions."""

import math

import torch

from . import _types
from ._array import asarray, result, wrap
from ._scalars import float64


class LinAlgError(ValueError):
    pass


LinAlgError.__module__ = "numpy.linalg"


def _matrix(a, square=True):
    array = asarray(a)
    if array.ndim < 2:
        raise LinAlgError(f"{array.ndim}-dimensional array given. Array must be at least two-dimensional")
    if square and array.shape[-1] != array.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    kind = array.dtype if array.dtype.kind == "f" else _types.find(float)
    return array._torch_value.to(kind.torch)


def _attempt(function, *args, message="Singular matrix"):
    try:
        return function(*args)
    except RuntimeError:
        raise LinAlgError(message) from None


def norm(x, ord=None, axis=None, keepdims=False):
    array = asarray(x)
    kind = array.dtype if array.dtype.kind == "f" else _types.find(float)
    tensor = array._torch_value.to(kind.torch)
    if axis is None and (ord is None or (ord in ("fro", 2) and array.ndim == 1) or (ord == "fro" and array.ndim == 2)):
        flat = tensor.reshape(-1)
        total = torch.sqrt(torch.dot(flat, flat))
        return result(total.reshape((1,) * array.ndim) if keepdims else total)
    if axis is None and array.ndim > 2:
        raise ValueError("Improper number of dimensions to norm.")
    if (axis is None and array.ndim == 2) or (isinstance(axis, tuple) and len(axis) == 2):
        return result(torch.linalg.matrix_norm(tensor, "fro" if ord is None else ord, axis or (-2, -1), keepdim=keepdims))
    return result(torch.linalg.vector_norm(tensor, 2 if ord is None else ord, axis, keepdim=keepdims))


def inv(a):
    return wrap(_attempt(torch.linalg.inv, _matrix(a)))


def pinv(a, rcond=None):
    return wrap(torch.linalg.pinv(_matrix(a, False), rtol=1e-15 if rcond is None else rcond))


def det(a):
    matrix = _matrix(a)
    if matrix.dim() > 2 or matrix.shape[0] > 16 or matrix.dtype != torch.float64:
        return result(torch.linalg.det(matrix))
    # As NumPy does: by way of the logarithm of the product of the pivots.
    rows = matrix.tolist()
    sign, size = 1.0, 0.0
    for step in range(len(rows)):
        pivot = max(range(step, len(rows)), key=lambda row: abs(rows[row][step]))
        if pivot != step:
            rows[step], rows[pivot] = rows[pivot], rows[step]
            sign = -sign
        top = rows[step]
        if top[step] == 0:
            return float64(0.0)
        sign = sign if top[step] > 0 else -sign
        size += math.log(abs(top[step]))
        for row in rows[step + 1 :]:
            factor = row[step] / top[step]
            for column in range(step + 1, len(rows)):
                row[column] -= factor * top[column]
    return float64(sign * math.exp(size))


def slogdet(a):
    sign, size = torch.linalg.slogdet(_matrix(a))
    return result(sign), result(size)


def solve(a, b):
    matrix = _matrix(a)
    target = asarray(b)
    if target.shape[0 if target.ndim == 1 else -2] != matrix.shape[-1]:
        raise ValueError(
            "solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (m,m),(m)->(m) (size "
            f"{target.shape[0 if target.ndim == 1 else -2]} is different from {matrix.shape[-1]})"
        )
    return wrap(_attempt(torch.linalg.solve, matrix, target._torch_value.to(matrix.dtype)))


def lstsq(a, b, rcond=None):
    matrix = _matrix(a, False)
    target = asarray(b)._torch_value.to(matrix.dtype)
    found = torch.linalg.lstsq(matrix, target if target.dim() > 1 else target.unsqueeze(1)).solution
    rank = torch.linalg.matrix_rank(matrix)
    left = (matrix @ found - (target if target.dim() > 1 else target.unsqueeze(1))).pow(2).sum(0)
    overdetermined = rank.item() == matrix.shape[1] < matrix.shape[0]
    sizes = wrap(torch.linalg.svdvals(matrix))
    solution = wrap(found if target.dim() > 1 else found.squeeze(1))
    return solution, wrap(left if overdetermined else left[:0]), result(rank).item(), sizes


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    matrix = _matrix(a, False)
    if not compute_uv:
        return wrap(torch.linalg.svdvals(matrix))
    return tuple(wrap(part) for part in torch.linalg.svd(matrix, full_matrices=full_matrices))


def svdvals(x):
    return svd(x, compute_uv=False)


def qr(a, mode="reduced"):
    if mode not in ("reduced", "complete", "r"):
        raise ValueError(f"Unrecognized mode '{mode}'")
    parts = torch.linalg.qr(_matrix(a, False), mode)
    return wrap(parts[1]) if mode == "r" else tuple(wrap(part) for part in parts)


def cholesky(a):
    return wrap(_attempt(torch.linalg.cholesky, _matrix(a), message="Matrix is not positive definite"))


def eigh(a, UPLO="L"):
    return tuple(wrap(part) for part in torch.linalg.eigh(_matrix(a), UPLO))


def eigvalsh(a, UPLO="L"):
    return wrap(torch.linalg.eigvalsh(_matrix(a), UPLO))


def matrix_rank(A, tol=None):
    return result(torch.linalg.matrix_rank(_matrix(A, False)))


def matrix_power(a, n):
    return wrap(torch.linalg.matrix_power(_matrix(a) if n < 0 else asarray(a)._torch_value, n))


def cond(x, p=None):
    sizes = torch.linalg.svdvals(_matrix(x, False))
    if p not in (None, 2):
        raise NotImplementedError(f"numpy.linalg.cond(p={p!r}) is not supported")
    return result(sizes[0] / sizes[-1])


def __getattr__(name):
    if name in ("eig", "eigvals", "tensorinv", "tensorsolve", "multi_dot"):
        raise NotImplementedError(f"numpy.linalg.{name} is not supported")
    raise AttributeError(f"module 'numpy.linalg' has no attribute '{name}'")
