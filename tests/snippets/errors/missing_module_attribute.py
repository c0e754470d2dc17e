# A layer that was never made.
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)

    def forward(self, x):
        return self.second(self.first(x))

Net()(torch.ones(1, 2))
