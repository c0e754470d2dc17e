# PReLU learns its slope, one for all or one per channel.
import torch
from torch import nn

one, each = nn.PReLU(), nn.PReLU(2, init=0.1)
x = torch.tensor([[-2.0, -4.0], [3.0, -1.0]])
print(one, one.weight, each, each.weight, sep="\n")
print(one(x), each(x), sep="\n")
each(x).sum().backward()
print(each.weight.grad)
