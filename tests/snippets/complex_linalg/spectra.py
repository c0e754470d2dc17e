# Eigenvalues of general matrices are complex, real ones in pairs; of Hermitian ones real. Singular values.
import torch

torch.manual_seed(0)
linalg = torch.linalg
R, A = torch.randn(4, 4, dtype=torch.double), torch.randn(3, 3, dtype=torch.cdouble)
print(linalg.eig(R), linalg.eigvals(A), linalg.eigvals(torch.tensor([[0.0, 1.0], [-1.0, 0.0]])))
print(linalg.eig(torch.tensor([[2.0, 1.0], [1.0, 3.0]])), linalg.eig(torch.diag(torch.tensor([1.0, 2.0, 3.0]))))
values, vectors = linalg.eig(A)
print(torch.allclose(A @ vectors, vectors * values), torch.allclose(vectors.abs().square().sum(0), torch.ones(3, dtype=torch.double)))
H = A + A.mH
values, vectors = linalg.eigh(H)
print(values, vectors.abs(), torch.allclose(vectors @ torch.diag(values).to(H.dtype) @ vectors.mH, H), linalg.eigvalsh(H).dtype)
u, s, vh = linalg.svd(A)
print(s, u.abs(), torch.allclose(u @ torch.diag(s).to(A.dtype) @ vh, A), linalg.svdvals(A[:, :2]))
for wrong in [lambda: linalg.eig(torch.ones(2, 3)), lambda: linalg.eig(torch.tensor([[1.0, float("nan")], [0.0, 1.0]]))]:
    try:
        wrong()
    except RuntimeError as error:
        print(error)
