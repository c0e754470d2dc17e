# Inverses, determinants, systems and factors of complex matrices.
import torch

torch.manual_seed(0)
linalg = torch.linalg
A, B = torch.randn(3, 3, dtype=torch.cdouble), torch.randn(3, 2, dtype=torch.cdouble)
P = A @ A.mH + torch.eye(3, dtype=torch.cdouble)
print(linalg.inv(A), linalg.det(A), linalg.slogdet(A), linalg.solve(A, B), torch.logdet(A))
print(linalg.matrix_power(A, -2), linalg.pinv(B), linalg.matrix_rank(A), linalg.cond(A), linalg.norm(A), linalg.norm(A, 2))
print(torch.allclose(linalg.cholesky(P) @ linalg.cholesky(P).mH, P), linalg.matrix_norm(A, "nuc"), linalg.norm(A, 1))
q, r = linalg.qr(A)
print(q, r, torch.cholesky_solve(B, linalg.cholesky(P)))
for wrong in [
    lambda: linalg.inv(torch.ones(2, 2, dtype=torch.cfloat)),
    lambda: linalg.solve(torch.ones(2, 2, dtype=torch.cfloat), torch.ones(2, 2, dtype=torch.cfloat)),
    lambda: linalg.cholesky(-P),
    lambda: linalg.inv(B),
]:
    try:
        wrong()
    except RuntimeError as error:
        print(error)
