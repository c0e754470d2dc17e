# A ValueError raised inside forward, after some output.
import torch
from torch import nn

class Checked(nn.Module):
    def forward(self, x):
        if x.dim() != 2:
            raise ValueError(f"expected 2 dimensions, got {x.dim()}")
        return x

print(Checked()(torch.zeros(1, 2)))
Checked()(torch.zeros(2))
