# A picture without its channel dimension.
import torch
from torch import nn

nn.Conv2d(3, 8, 3)(torch.zeros(32, 32))
