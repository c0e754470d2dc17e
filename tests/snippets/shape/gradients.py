# Gradients through shape operations come back in the original shape.
import torch

x = torch.arange(6.0).view(2, 3).requires_grad_()
w = torch.arange(1.0, 7.0)
for name, y in {
    "t": (x.t().reshape(-1) * w).sum(),
    "permute": (x.unsqueeze(0).permute(2, 1, 0).flatten() * w).sum(),
    "cat": (torch.cat([x, x * 2], dim=1)[:, 2:5] * w[:3]).sum(),
    "stack": (torch.stack([x, x])[1].flatten() * w).sum(),
    "expand": (x[:, :1].expand(2, 3).flatten() * w).sum(),
    "repeat": (x[0].repeat(2) * w).sum(),
    "roll": (x.roll(1, 1).flatten() * w).sum(),
    "flip": (x.flip(0).flatten() * w).sum(),
    "tril": (x.tril().flatten() * w).sum(),
    "split": (x.split(2, dim=1)[0] * w[0]).sum(),
    "unfold": x.flatten().unfold(0, 3, 1).sum(),
}.items():
    x.grad = None
    y.backward()
    print(f"{name:8}", x.grad.flatten())
