# tensorsolve, tensorinv, vander, polar, matrix_sqrth, and the older names.
import torch

L = torch.linalg
A = torch.tensor([[4.0, 1.0], [2.0, 3.0]])
print(L.tensorinv(torch.eye(4).reshape(2, 2, 2, 2)).shape, L.tensorsolve(A, torch.tensor([1.0, 2.0])))
print(L.vander(torch.tensor([1, 2, 3])), L.vander(torch.tensor([1.0, 2.0]), N=4))
S = torch.tensor([[4.0, 1.0], [1.0, 3.0]], requires_grad=True)
root = L.matrix_sqrth(S)
print(root, torch.autograd.grad(root.sum(), S)[0])
print(L.polar(A))
print(L.ldl_factor(torch.tensor([[0.0, 1.0, 2.0], [1.0, 0.0, 3.0], [2.0, 3.0, 0.0]])))
LD, pivots = L.ldl_factor(torch.tensor([[1.0, 5.0, 2.0], [5.0, 1.0, 3.0], [2.0, 3.0, 1.0]]))
print(LD, pivots, L.ldl_solve(LD, pivots, torch.tensor([[1.0], [2.0], [3.0]])))
h, tau = torch.geqrf(A)
print(h, tau, L.householder_product(h, tau), torch.ormqr(h, tau, A, transpose=True))
print(torch.triangular_solve(torch.tensor([[1.0], [2.0]]), A))
for call in (
    lambda: L.tensorinv(torch.eye(2), ind=0),
    lambda: L.tensorsolve(torch.ones(2, 3), torch.ones(2)),
    lambda: L.vander(torch.tensor([1.0, 2.0]), N=1),
    lambda: L.polar(torch.ones(2, 3)),
    lambda: L.lu(A, pivot=False),
):
    try:
        call()
    except RuntimeError as error:
        print(error)
