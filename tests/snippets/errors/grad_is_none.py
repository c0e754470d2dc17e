# Reading a gradient before backward.
import torch

w = torch.ones(2, requires_grad=True)
print(w.grad)
print(w.grad.norm())
