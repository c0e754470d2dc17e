# GroupNorm and InstanceNorm.
import torch
from torch import nn

x = torch.arange(16.0).view(1, 4, 2, 2) ** 1.5
print(nn.GroupNorm(2, 4), nn.GroupNorm(2, 4)(x)[0, :, 0], sep="\n")
print(nn.InstanceNorm2d(4), nn.InstanceNorm2d(4)(x)[0, :2], sep="\n")
print(torch.allclose(nn.GroupNorm(4, 4)(x), nn.InstanceNorm2d(4)(x), atol=1e-6))
print(nn.InstanceNorm1d(2, affine=True).weight, list(nn.InstanceNorm2d(4).parameters()))
try:
    nn.GroupNorm(3, 4)
except ValueError as error:
    print(error)
