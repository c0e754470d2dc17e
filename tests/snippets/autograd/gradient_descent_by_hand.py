# Minimising (w - 3)^2 without an optimiser.
import torch

w = torch.tensor(0.0, requires_grad=True)
for step in range(5):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.25 * w.grad
    print(step, f"{loss.item():.4f} {w.grad.item():.4f} {w.item():.4f}")
    w.grad.zero_()
