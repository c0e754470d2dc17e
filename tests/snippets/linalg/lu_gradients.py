# Gradients through lu, lu_factor and lu_solve, for square, tall and wide matrices.
import torch
from torch.linalg import lu, lu_factor, lu_solve

torch.manual_seed(0)
for m, n in ((3, 3), (4, 2), (2, 4)):
    A = torch.randn(m, n, dtype=torch.float64, requires_grad=True)
    P, L, U = lu(A)
    print(P, L, U)
    print(torch.autograd.grad((L**2).sum() + (U**3).sum(), A)[0])
    LU, pivots = lu_factor(A)
    print(pivots, torch.autograd.grad((LU**2).sum(), A)[0])
A = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
B = torch.tensor([[1.0], [2.0]], requires_grad=True)
LU, pivots = lu_factor(A)
x = lu_solve(LU, pivots, B)
print(x, torch.autograd.grad((x**2).sum(), (A, B), retain_graph=True))
print(lu_solve(LU, pivots, B.mT, left=False), lu_solve(LU, pivots, B, adjoint=True), torch.lu_unpack(LU, pivots))
