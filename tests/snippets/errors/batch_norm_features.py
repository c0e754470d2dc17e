# Another number of features.
import torch
from torch import nn

nn.BatchNorm1d(4)(torch.ones(8, 5))
