# Constant, ones, zeros, eye and dirac initialisers.
import torch
from torch import nn

w = torch.empty(2, 3)
print(nn.init.zeros_(w))
print(nn.init.ones_(w))
print(nn.init.constant_(w, 0.3))
print(nn.init.eye_(w))
print(nn.init.dirac_(torch.empty(2, 2, 3)))
print(nn.init.constant_(w, 2.0) is w)
