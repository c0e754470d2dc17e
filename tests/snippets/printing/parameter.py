# Parameters say that they are.
import torch
from torch import nn

p = nn.Parameter(torch.tensor([1.0, 2.0]))
print(p, [p], nn.Parameter(torch.zeros(2, 2), requires_grad=False), p.data, p * 2, sep="\n")
print(isinstance(p, torch.Tensor), type(p), p.requires_grad, p.is_leaf)
print(f"{nn.Parameter(torch.tensor(2.5))}", f"{nn.Parameter(torch.tensor(2.5)):.2f}")
