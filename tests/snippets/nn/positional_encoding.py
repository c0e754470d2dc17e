# Sines and cosines that mark positions.
import math
import torch
from torch import nn

class PositionalEncoding(nn.Module):
    def __init__(self, size, length=50):
        super().__init__()
        position = torch.arange(length).unsqueeze(1)
        rate = torch.exp(torch.arange(0, size, 2) * (-math.log(10000.0) / size))
        table = torch.zeros(length, size)
        table[:, 0::2] = torch.sin(position * rate)
        table[:, 1::2] = torch.cos(position * rate)
        self.register_buffer("table", table)

    def forward(self, x):
        return x + self.table[:x.size(1)]

encoding = PositionalEncoding(4)
print(encoding(torch.zeros(1, 3, 4)))
print(list(encoding.state_dict()), len(list(encoding.parameters())), encoding.table.shape)
