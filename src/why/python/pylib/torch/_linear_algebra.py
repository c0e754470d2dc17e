"""Older names of linear algebra: `torch.lu`, `torch.triangular_solve`, products with reflections."""

import _torch
import torch


def _old(text):
    import warnings

    warnings.warn(text, UserWarning, stacklevel=3)


def lu_unpack(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True):
    """P, L and U of what `lu_factor` gave."""
    from torch._shapes import _named

    m, n = LU_data.shape[-2:]
    k = min(m, n)
    if unpack_pivots and LU_pivots.dtype is not torch.int32:
        raise RuntimeError(
            "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\n"
            "Note: this function is intended to be used with the output produced by torch.linalg.lu_factor"
        )
    empty = lambda: LU_data.narrow(0, 0, 0).reshape(-1).clone() if LU_data.dim() else LU_data
    P = empty().detach()
    if unpack_pivots:
        orders = []
        for pivots in LU_pivots.reshape(-1, k).tolist() if LU_pivots.numel() else []:
            order = list(range(m))
            for i, p in enumerate(pivots):
                if not 1 <= p <= m:
                    raise RuntimeError("torch.lu_unpack: LU_pivots must be between 1 and the number of rows")
                order[i], order[p - 1] = order[p - 1], order[i]
            orders.append(order)
        if orders:
            P = torch.stack([torch.eye(m, dtype=LU_data.dtype)[order].mT for order in orders])
            P = P.reshape(*LU_pivots.shape[:-1], m, m).contiguous()
        else:
            P = torch.zeros(*LU_pivots.shape[:-1], m, m, dtype=LU_data.dtype) + torch.eye(m, dtype=LU_data.dtype)
    L, U = empty(), empty()
    if unpack_data:
        L = LU_data[..., :k].tril(-1) + torch.eye(m, k, dtype=LU_data.dtype)
        U = LU_data[..., :k, :].triu()
    named = [_torch._titled(part, "LuUnpackBackward0") for part in (L, U)]
    return _named("lu_unpack", ("P", "L", "U"), (P, *named))


def lu_solve(b, LU_data, LU_pivots, *, out=None):
    _old(
        "torch.lu_solve is deprecated in favor of torch.linalg.lu_solveand will be removed in a future PyTorch release.\n"
        "Note that torch.linalg.lu_solve has its arguments reversed.\nX = torch.lu_solve(B, LU, pivots)\n"
        "should be replaced with\nX = torch.linalg.lu_solve(LU, pivots, B)"
    )
    return torch.linalg.lu_solve(LU_data, LU_pivots, b, out=out)


def lu(A, pivot=True, get_infos=False, out=None):
    from torch._shapes import _named

    _old(
        "torch.lu is deprecated in favor of torch.linalg.lu_factor / torch.linalg.lu_factor_ex and will be removed in a "
        "future PyTorch release.\nLU, pivots = torch.lu(A, compute_pivots)\nshould be replaced with\n"
        "LU, pivots = torch.linalg.lu_factor(A, compute_pivots)\nand\n"
        "LU, pivots, info = torch.lu(A, compute_pivots, get_infos=True)\nshould be replaced with\n"
        "LU, pivots, info = torch.linalg.lu_factor_ex(A, compute_pivots)"
    )
    if get_infos:
        return _named("_lu_with_info", ("LU", "pivots", "info"), tuple(torch.linalg.lu_factor_ex(A, pivot=pivot)))
    return tuple(torch.linalg.lu_factor(A, pivot=pivot))


def triangular_solve(b, A, upper=True, transpose=False, unitriangular=False, *, out=None):
    from torch._shapes import _named

    _old(
        "torch.triangular_solve is deprecated in favor of torch.linalg.solve_triangularand will be removed in a future "
        "PyTorch release.\ntorch.linalg.solve_triangular has its arguments reversed and does not return a copy of one of "
        "the inputs.\nX = torch.triangular_solve(B, A).solution\nshould be replaced with\n"
        "X = torch.linalg.solve_triangular(A, B)."
    )
    for name, tensor in (("b", b), ("A", A)):
        if tensor.dim() < 2:
            raise RuntimeError(
                f"torch.triangular_solve: Expected {name} to have at least 2 dimensions, but it has {tensor.dim()} dimensions instead"
            )
    matrix = A.mT if transpose else A
    solution = torch.linalg.solve_triangular(matrix, b, upper=upper != transpose, unitriangular=unitriangular)
    parts = [_torch._titled(part, "TriangularSolveBackward0") for part in (solution, A.clone())]
    return _named("triangular_solve", ("solution", "cloned_coefficient"), parts)


def orgqr(input, tau, *, out=None):
    return torch.linalg.householder_product(input, tau, out=out)


def ormqr(input, tau, other, left=True, transpose=False, *, out=None):
    """A matrix multiplied by the orthogonal one that reflections make up."""
    if input.dim() < 2:
        raise RuntimeError("torch.ormqr: input must have at least 2 dimensions.")
    if other.dim() < 2:
        raise RuntimeError("torch.ormqr: other must have at least 2 dimensions.")
    side = other.shape[-2] if left else other.shape[-1]
    if side != input.shape[-2]:
        raise RuntimeError(
            f"torch.ormqr: other.shape[{-2 if left else -1}] must be equal to input.shape[-2]"
        )
    m, k = input.shape[-2], tau.shape[-1]
    if k > min(input.shape[-2:]):
        raise RuntimeError("torch.ormqr: tau.shape[-1] must be less than or equal to input.shape[-1]")
    below = input[..., :k].tril(-1) + torch.eye(m, k, dtype=input.dtype)
    # Q C and C Q^T apply the last reflection first.
    order = range(k - 1, -1, -1) if left != transpose else range(k)
    result = other
    for i in order:
        v, factor = below[..., i : i + 1], tau[..., i : i + 1].unsqueeze(-1)
        if left:
            result = result - factor * (v @ (v.mT @ result))
        else:
            result = result - factor * ((result @ v) @ v.mT)
    return torch.linalg._store(out, _torch._titled(result, "OrmqrBackward0"))
