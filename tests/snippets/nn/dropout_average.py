# Dropout keeps the expected value.
import torch
from torch import nn

torch.manual_seed(42)
drop = nn.Dropout(p=0.3)
x = torch.ones(1000)
y = drop(x)
print((y == 0).sum().item(), f"{y.max().item():.4f}", f"{y.mean().item():.4f}")
w = torch.ones(8, requires_grad=True)
out = drop(w)
out.sum().backward()
print(out, w.grad, sep="\n")
