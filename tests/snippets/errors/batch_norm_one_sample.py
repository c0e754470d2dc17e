# One sample has no variance.
import torch
from torch import nn

nn.BatchNorm1d(4)(torch.ones(1, 4))
