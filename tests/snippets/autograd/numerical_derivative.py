# A derivative by central differences beside autograd's, in two precisions.
import torch

def f(x):
    return torch.sin(x) * torch.exp(-x / 3)

for dtype in (torch.float32, torch.float64):
    x = torch.tensor(1.5, dtype=dtype, requires_grad=True)
    f(x).backward()
    for h in (1e-1, 1e-3):
        with torch.no_grad():
            estimate = (f(x + h) - f(x - h)) / (2 * h)
        print(dtype, h, f"{x.grad.item():.3f} {estimate.item():.3f}")
