# Upsample by nearest neighbour and bilinear interpolation.
import torch
from torch import nn

x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
print(nn.Upsample(scale_factor=2)(x))
print(nn.Upsample(scale_factor=2, mode="bilinear")(x))
print(nn.Upsample(size=(3, 3), mode="bilinear", align_corners=True)(x))
print(nn.Upsample(scale_factor=2), nn.Upsample(size=4, mode="bilinear"), sep="\n")
