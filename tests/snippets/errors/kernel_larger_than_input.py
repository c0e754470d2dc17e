# The kernel does not fit.
import torch
from torch import nn

nn.Conv2d(1, 1, 5)(torch.zeros(1, 1, 3, 3))
