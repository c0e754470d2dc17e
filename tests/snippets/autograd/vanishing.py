# The gradient shrinks through a chain of sigmoids.
import torch

x = torch.tensor(0.5, requires_grad=True)
y = x
for depth in range(1, 9):
    y = torch.sigmoid(y)
    (grad,) = torch.autograd.grad(y, x, retain_graph=True)
    print(depth, f"{grad.item():.3e}")
