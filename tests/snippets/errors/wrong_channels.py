# Pictures with one channel in a layer for three.
import torch
from torch import nn

nn.Conv2d(3, 8, kernel_size=3)(torch.zeros(4, 1, 28, 28))
