# A model whose layers hide in a list has no parameters.
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 2)]

torch.optim.SGD(Net().parameters(), lr=0.1)
