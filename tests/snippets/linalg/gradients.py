# Gradients of matrix functions.
import torch

m = torch.tensor([[2.0, 1.0], [1.0, 3.0]], requires_grad=True)
v = torch.tensor([1.0, -1.0])
for name, value in {
    "quadratic": v @ m @ v,
    "det": torch.linalg.det(m),
    "logdet": torch.logdet(m),
    "inv": torch.linalg.inv(m).sum(),
    "solve": torch.linalg.solve(m, v).sum(),
    "trace": (m @ m).trace(),
    "norm": m.norm(),
    "cholesky": torch.linalg.cholesky(m).sum(),
}.items():
    m.grad = None
    value.backward()
    print(f"{name:9} {value.item():.4f}", [round(g, 3) for g in m.grad.flatten().tolist()])
