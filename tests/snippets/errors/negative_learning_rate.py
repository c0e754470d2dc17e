# A rate below zero.
import torch
from torch import nn

torch.optim.Adam(nn.Linear(2, 1).parameters(), lr=-0.01)
