# interpolate in one and two dimensions.
import torch
import torch.nn.functional as F

line = torch.tensor([[[0.0, 1.0, 3.0]]])
print(F.interpolate(line, size=6), F.interpolate(line, scale_factor=2, mode="linear"))
print(F.interpolate(line, size=5, mode="linear", align_corners=True))
square = torch.arange(4.0).view(1, 1, 2, 2)
print(F.interpolate(square, size=(3, 3), mode="bilinear"), F.interpolate(square, size=(1, 4)))
print(F.interpolate(square, scale_factor=1.5, mode="nearest").shape,
      F.interpolate(torch.arange(16.0).view(1, 1, 4, 4), size=2, mode="area"))
try:
    F.interpolate(square)
except ValueError as error:
    print(error)
