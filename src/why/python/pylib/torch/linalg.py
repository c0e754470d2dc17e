"""`torch.linalg`: native operations under their names, and what is made of them."""

import _torch
from _torch import Tensor
from torch._errors import LinAlgError as LinAlgError

globals().update(_torch._linalg)


def _named(name, fields, values):
    from torch._shapes import _named

    return _named(name, fields, tuple(values))


def _square(A, name):
    if A.dim() < 2:
        raise RuntimeError(f"{name}: The input tensor A must have at least 2 dimensions.")
    if A.shape[-1] != A.shape[-2]:
        raise RuntimeError(
            f"{name}: A must be batches of square matrices, but they are {A.shape[-2]} by {A.shape[-1]} matrices"
        )


def _store(out, value):
    """Puts a result where `out=` says."""
    if out is None:
        return value
    if isinstance(value, Tensor):
        out.resize_(value.shape) if out.shape != value.shape else None
        return out.copy_(value)
    for target, part in zip(out, value):
        _store(target, part)
    return value


def lu_solve(LU, pivots, B, *, left=True, adjoint=False, out=None):
    """The solution of a system whose matrix was factored by `lu_factor`."""
    import torch

    name = "linalg.lu_solve"
    _square(LU, "torch.linalg.lu_solve")
    if B.dim() < 2:
        raise RuntimeError("torch.linalg.lu_solve: The input tensor B must have at least 2 dimensions.")
    if LU.dtype != B.dtype:
        raise RuntimeError(
            f"{name}: Expected LU and B to have the same dtype, but found LU of type {_scalar(LU)} and B of type {_scalar(B)} instead"
        )
    n = LU.shape[-1]
    if B.shape[-2 if left else -1] != n:
        shape = "AX" if left else "XA"
        raise RuntimeError(
            f"{name}: Incompatible shapes of A and B for the equation {shape} = B ({n}x{n} and {B.shape[-2]}x{B.shape[-1]})"
        )
    P, L, U = torch.lu_unpack(LU, pivots)
    # A = P L U; what multiplies from the right is solved transposed.
    if left == adjoint:
        B = B if left else B.mT
        x = solve_triangular(U.mT, B, upper=False)
        x = P @ solve_triangular(L.mT, x, upper=True, unitriangular=True)
    else:
        B = B if left else B.mT
        x = solve_triangular(L, P.mT @ B, upper=False, unitriangular=True)
        x = solve_triangular(U, x, upper=True)
    x = x if left else x.mT
    return _store(out, _torch._titled(x, "LinalgLuSolveBackward0"))


def _scalar(tensor):
    return {"float64": "Double", "float32": "Float"}.get(str(tensor.dtype)[6:], str(tensor.dtype)[6:].capitalize())


def vander(x, N=None, *, out=None):
    """The powers 0 to N - 1 of each element, as a last dimension."""
    import torch

    if x.dtype is torch.bool:
        raise NotImplementedError("linalg.vander supports floating point, complex, and integer tensors, but got Bool")
    N = x.shape[-1] if N is None and x.dim() else N
    if x.dim() == 0 and N is None:
        N = 1
    if N <= 1:
        raise RuntimeError("N must be greater than 1.")
    if x.dim() == 0:
        x = x.unsqueeze(0)
    x = x.unsqueeze(-1)
    powers = x.expand(*x.shape[:-1], N - 1).cumprod(-1)
    return _store(out, torch.cat([torch.ones_like(x), powers], -1))


def tensorinv(A, ind=2, *, out=None):
    """The inverse for `tensordot` over the first `ind` dimensions."""
    if ind <= 0:
        raise RuntimeError(f"Expected a strictly positive integer for 'ind', but got {ind}")
    left, right = A.shape[:ind].numel(), A.shape[ind:].numel()
    if left != right:
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), "
            f"but got {right} != {left}"
        )
    result = inv(A.reshape(left, left)).reshape(A.shape[ind:] + A.shape[:ind])
    return _store(out, _torch._titled(result, "ReshapeAliasBackward0"))


def tensorsolve(A, B, dims=None, *, out=None):
    """The solution X of tensordot(A, X) = B."""
    import torch

    if dims is not None:
        dims = list(dims) if not isinstance(dims, int) else [dims]
        A = torch.movedim(A, dims, list(range(A.dim() - len(dims), A.dim())))
    left, right = A.shape[: B.dim()].numel(), A.shape[B.dim() :].numel()
    if left != right:
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), "
            f"but got {right} != {left}"
        )
    return _store(out, solve(A.reshape(left, left), B.reshape(-1)).reshape(A.shape[B.dim() :]))


def matrix_sqrth(A, *, out=None):
    """The square root of a symmetric positive definite matrix, by its eigenvalues."""
    _square(A, "linalg.matrix_sqrth")
    # Only the lower triangle counts, but the gradient goes to both.
    whole = (A + A.mT) / 2
    lower = A.detach().tril()
    values, vectors = eigh(whole + (lower + lower.tril(-1).mT - whole).detach())
    root = (vectors * values.clamp(min=0).sqrt().unsqueeze(-2)) @ vectors.mT
    return _store(out, _torch._titled(root, "LinalgMatrixSqrthBackward0"))


def polar(A, *, out=None):
    """A matrix as an orthogonal and a positive semidefinite factor, by its singular values."""
    if A.dim() < 2:
        raise RuntimeError("linalg.polar: The input tensor A must have at least 2 dimensions.")
    if A.shape[-2] < A.shape[-1]:
        raise RuntimeError(
            "linalg.polar: input must have at least as many rows as columns, "
            f"but got {A.shape[-2]} by {A.shape[-1]} matrices"
        )
    left, values, right = svd(A, full_matrices=False)
    factors = (left @ right, right.mT @ (values.unsqueeze(-1) * right))
    factors = [_torch._titled(factor, "LinalgPolarBackward0") for factor in factors]
    return _store(out, _named("linalg_polar", ("U", "H"), factors))


def householder_product(A, tau, *, out=None):
    """The first columns of a product of reflections, each I - tau v v^T with v below the diagonal of A."""
    import torch

    name = "torch.linalg.householder_product"
    if A.dim() < 2:
        raise RuntimeError(f"{name}: input must have at least 2 dimensions.")
    m, n = A.shape[-2:]
    if m < n:
        raise RuntimeError(f"{name}: input.shape[-2] must be greater than or equal to input.shape[-1]")
    if tau.shape[-1] > n:
        raise RuntimeError(f"{name}: input.shape[-1] must be greater than or equal to tau.shape[-1]")
    if A.dtype != tau.dtype:
        raise RuntimeError(f"{name}: tau dtype {_scalar(tau)} does not match input dtype {_scalar(A)}")
    Q = torch.eye(m, n, dtype=A.dtype).expand(*A.shape[:-2], m, n)
    unit = torch.eye(m, n, dtype=A.dtype)
    below = A.tril(-1) + unit
    for k in range(tau.shape[-1] - 1, -1, -1):
        v = below[..., k : k + 1]
        Q = Q - tau[..., k : k + 1].unsqueeze(-1) * (v @ (v.mT @ Q))
    return _store(out, _torch._titled(Q.clone() if Q._is_view() else Q, "LinalgHouseholderProductBackward0"))


def ldl_factor_ex(A, *, hermitian=False, check_errors=False, out=None):
    from torch._symmetric import factor

    return _store(out, _named("linalg_ldl_factor_ex", ("LD", "pivots", "info"), factor(A, check_errors)))


def ldl_factor(A, *, hermitian=False, out=None):
    """L D L^T of a symmetric matrix, as Bunch and Kaufman pivot it."""
    from torch._symmetric import factor

    return _store(out, _named("linalg_ldl_factor", ("LD", "pivots"), factor(A, True)[:2]))


def ldl_solve(LD, pivots, B, *, hermitian=False, out=None):
    """The solution of a system whose matrix was factored by `ldl_factor`."""
    from torch._symmetric import solve

    return _store(out, solve(LD, pivots, B))


def __getattr__(name):
    raise AttributeError(f"module 'torch.linalg' has no attribute '{name}'")
