# Gradients of linear algebra against finite differences.
import torch

m = torch.tensor([[2.0, 0.5, 0.0], [0.5, 3.0, 1.0], [0.0, 1.0, 4.0]], dtype=torch.float64, requires_grad=True)
v = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
for name, function, inputs in [
    ("det", torch.linalg.det, (m,)), ("slogdet", lambda m: torch.linalg.slogdet(m)[1], (m,)),
    ("inv", torch.linalg.inv, (m,)), ("solve", torch.linalg.solve, (m, v)), ("svdvals", torch.linalg.svdvals, (m,)),
    ("eigvalsh", lambda m: torch.linalg.eigvalsh((m + m.T) / 2), (m,)), ("trace", torch.trace, (m,)),
    ("cholesky", lambda m: torch.linalg.cholesky((m + m.T) / 2), (m,)), ("power", lambda m: m.matrix_power(3), (m,)),
    ("cross", lambda v: torch.linalg.cross(v, v.flip(0) * 2), (v,)), ("pinv", torch.linalg.pinv, (m,)),
]:
    grads = torch.autograd.grad(function(*inputs).sum(), inputs)
    print(f"{name:8}", [round(g, 3) + 0.0 for g in grads[0].flatten().tolist()],
          torch.autograd.gradcheck(function, inputs))
