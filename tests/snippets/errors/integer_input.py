# Integers in a linear layer.
import torch
from torch import nn

nn.Linear(3, 1)(torch.tensor([[1, 2, 3]]))
