# forward takes one argument, two were given.
import torch
from torch import nn

nn.Linear(2, 2)(torch.ones(1, 2), torch.ones(1, 2))
