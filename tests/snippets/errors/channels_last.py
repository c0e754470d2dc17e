# Height, width, channels instead of channels, height, width.
import torch
from torch import nn

nn.Conv2d(3, 8, kernel_size=3)(torch.zeros(4, 28, 28, 3))
