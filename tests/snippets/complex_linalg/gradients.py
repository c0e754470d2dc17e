# Gradients through complex factorisations, of what does not depend on a vector's phase.
import torch

torch.manual_seed(0)
linalg = torch.linalg
A = torch.randn(3, 3, dtype=torch.cdouble, requires_grad=True)
one = torch.eye(3, dtype=torch.cdouble)
weights = torch.arange(1.0, 4.0, dtype=torch.double)
for name, f in {
    "inv": lambda: linalg.inv(A).abs().sum(),
    "det": lambda: linalg.det(A).abs(),
    "slogdet": lambda: linalg.slogdet(A)[1],
    "solve": lambda: linalg.solve(A, one[0]).abs().sum(),
    "cholesky": lambda: (linalg.cholesky(A @ A.mH + one).abs() * weights).sum(),
    "eigvalsh": lambda: (linalg.eigvalsh(A + A.mH) * weights).sum(),
    "eigh": lambda: (linalg.eigh(A + A.mH)[1].abs() * weights).sum(),
    "eig": lambda: (linalg.eig(A)[1].abs() * weights).sum(),
    "eigvals": lambda: (linalg.eigvals(A).abs() * weights).sum(),
    "svd": lambda: (linalg.svd(A)[0].abs() * weights).sum(),
    "pinv": lambda: linalg.pinv(A[:, :2]).abs().sum(),
    "qr": lambda: linalg.qr(A)[1].abs().sum(),
}.items():
    (grad,) = torch.autograd.grad(f(), A)
    print(name, grad)
