# Another last dimension.
import torch
from torch import nn

nn.LayerNorm(4)(torch.ones(8, 5))
