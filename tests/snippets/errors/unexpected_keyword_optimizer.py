# Adam has no momentum.
import torch
from torch import nn

torch.optim.Adam(nn.Linear(2, 1).parameters(), lr=0.1, momentum=0.9)
