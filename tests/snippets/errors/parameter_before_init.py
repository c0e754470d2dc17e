# A parameter assigned before the module is initialised.
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        self.weight = nn.Parameter(torch.ones(1))

Net()
