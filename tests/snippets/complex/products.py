# Products of complex vectors and matrices; only vdot and vecdot conjugate.
import torch

torch.manual_seed(1)
a, b = torch.randn(2, 3, dtype=torch.cdouble), torch.randn(3, 2, dtype=torch.cdouble)
v, w = a[0], b[:, 0]
print(a @ b, a @ w, torch.einsum("ij,jk->ik", a, b), torch.tensordot(a, b, 1))
print(torch.dot(v, w), torch.vdot(v, w), torch.linalg.vecdot(v, w), torch.inner(v, w), torch.outer(v, w))
print(torch.kron(v, w), torch.linalg.cross(v, w), torch.bmm(a[None], b[None]))
for wrong in [lambda: torch.mm(torch.ones(2, 2), torch.ones(2, 2) * 1j), lambda: torch.dot(torch.ones(2), torch.ones(2) * 1j)]:
    try:
        wrong()
    except RuntimeError as error:
        print(error)
