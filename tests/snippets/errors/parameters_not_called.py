# The method itself instead of its result.
import torch
from torch import nn

torch.optim.SGD(nn.Linear(2, 1).parameters, lr=0.1)
