"""Symmetric indefinite matrices: L D L^T with pivots of one or two rows (Bunch and Kaufman, 1977), laid out as LAPACK does it."""

import _torch
import torch
from torch._shapes import Size

# (1 + sqrt 17) / 8 bounds the growth of the elements.
_ALPHA = (1 + 17**0.5) / 8


def _check(A, name):
    torch.linalg._square(A, name)
    if not A.is_floating_point() or A.dtype not in (torch.float32, torch.float64):
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {torch.linalg._scalar(A)}")


def factor(A, check_errors):
    _check(A, "torch.linalg.ldl_factor_ex")
    if A.requires_grad and torch.is_grad_enabled():
        raise NotImplementedError("the gradient of torch.linalg.ldl_factor is not supported here")
    n, batch = A.shape[-1], A.shape[:-2]
    factors, pivots, infos = [], [], []
    for a in A.detach().tril().reshape(-1, n, n).tolist() if A.numel() else []:
        pivot, info = _factor_one(a, n)
        factors.append(a)
        pivots.append(pivot)
        infos.append(info)
    LD = torch.tensor(factors, dtype=A.dtype).reshape(A.shape)
    info = torch.tensor(infos, dtype=torch.int32).reshape(batch)
    if check_errors and any(infos):
        raise RuntimeError(
            f"torch.linalg.ldl_factor_ex: The diagonal element {next(i for i in infos if i)} is zero, the "
            "factorization could not be completed because the input matrix is singular."
        )
    return LD, torch.tensor(pivots, dtype=torch.int32).reshape(*batch, n), info


def _swap(a, n, k, p):
    """Exchanges rows and columns k and p > k of what is not yet factored, of which the lower triangle is kept."""
    for i in range(p + 1, n):
        a[i][k], a[i][p] = a[i][p], a[i][k]
    for i in range(k + 1, p):
        a[i][k], a[p][i] = a[p][i], a[i][k]
    a[k][k], a[p][p] = a[p][p], a[k][k]


def _factor_one(a, n):
    pivots, info, k = [0] * n, 0, 0
    while k < n:
        size, p = 1, k
        here = abs(a[k][k])
        low = max(range(k + 1, n), key=lambda i: abs(a[i][k]), default=None)
        column = abs(a[low][k]) if low is not None else 0.0
        if max(here, column) == 0.0:
            info = info or k + 1
            pivots[k] = k + 1
            k += 1
            continue
        if here < _ALPHA * column:
            row = max([abs(a[low][j]) for j in range(k, low)] + [abs(a[i][low]) for i in range(low + 1, n)])
            if here >= _ALPHA * column * (column / row):
                p = k
            elif abs(a[low][low]) >= _ALPHA * row:
                p = low
            else:
                p, size = low, 2
        last = k + size - 1
        if p != last:
            _swap(a, n, last, p)
            if size == 2:
                a[last][k], a[p][k] = a[p][k], a[last][k]
        if size == 1:
            for j in range(k + 1, n):
                share = a[j][k] / a[k][k]
                for i in range(j, n):
                    a[i][j] -= share * a[i][k]
            for i in range(k + 1, n):
                a[i][k] /= a[k][k]
            pivots[k] = p + 1
        else:
            # Scaled by the element beside the diagonal, so that the determinant does not overflow.
            beside = a[k + 1][k]
            d11, d22 = a[k + 1][k + 1] / beside, a[k][k] / beside
            scale = 1.0 / (d11 * d22 - 1.0) / beside
            for j in range(k + 2, n):
                first = scale * (d11 * a[j][k] - a[j][k + 1])
                second = scale * (d22 * a[j][k + 1] - a[j][k])
                for i in range(j, n):
                    a[i][j] -= a[i][k] * first + a[i][k + 1] * second
                a[j][k], a[j][k + 1] = first, second
            pivots[k] = pivots[k + 1] = -(p + 1)
        k += size
    return pivots, info


def solve(LD, pivots, B):
    name = "torch.linalg.ldl_solve"
    _check(LD, name)
    if B.dim() < 2:
        raise RuntimeError(f"{name}: Expected B to have at least 2 dimensions, but it has {B.dim()} dimensions instead")
    n = LD.shape[-1]
    if B.shape[-2] != n:
        raise RuntimeError(
            f"{name}: Expected LD.shape[-2] == B.shape[-2], but got LD.shape[-2] = {n} and B.shape[-2] = {B.shape[-2]}"
        )
    if LD.dtype != B.dtype:
        raise RuntimeError("ldl_solve: Expected LD and B to have the same dtype")
    if pivots.dtype is not torch.int32 and pivots.dtype is not torch.int64:
        raise RuntimeError(f"{name}: Expected pivots to be integers. Got {torch.linalg._scalar(pivots)}")
    batch = torch.broadcast_shapes(LD.shape[:-2], B.shape[:-2])
    LD = LD.detach().expand(*batch, n, n).reshape(-1, n, n)
    pivots = pivots.expand(*batch, n).reshape(-1, n).tolist()
    wide = B.expand(*batch, *B.shape[-2:]).reshape(-1, *B.shape[-2:])
    solved = [_solve_one(a, p, b) for a, p, b in zip(LD, pivots, wide)]
    if not solved:
        return B.new_zeros(Size(batch) + B.shape[-2:])
    return torch.stack(solved).reshape(Size(batch) + B.shape[-2:])


def _solve_one(a, pivots, b):
    """The permutations, L and D are put together, so that the solution is on the tape with respect to b."""
    n = len(pivots)
    lower, middle = torch.eye(n, dtype=a.dtype), torch.zeros(n, n, dtype=a.dtype)
    total = torch.eye(n, dtype=a.dtype)
    k = 0
    while k < n:
        size = 1 if pivots[k] > 0 else 2
        p, last = abs(pivots[k]) - 1, k + size - 1
        if not last <= p < n:
            raise RuntimeError("torch.linalg.ldl_solve: the pivots are not those of a factorization")
        order = list(range(n))
        order[last], order[p] = order[p], order[last]
        part = torch.eye(n, dtype=a.dtype)
        part[k + size :, k : k + size] = a[k + size :, k : k + size]
        total = total @ torch.eye(n, dtype=a.dtype)[order] @ part
        middle[k, k] = a[k, k]
        if size == 2:
            middle[k + 1, k + 1] = a[k + 1, k + 1]
            middle[k + 1, k] = middle[k, k + 1] = a[k + 1, k]
        k += size
    return torch.linalg.solve(total.mT, torch.linalg.solve(middle, torch.linalg.solve(total, b)))
