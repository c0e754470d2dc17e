# An activation changed in place before backward.
import torch
from torch import nn

x = torch.ones(2, 2)
h = torch.sigmoid(nn.Linear(2, 2)(x))
h += 1
h.sum().backward()
