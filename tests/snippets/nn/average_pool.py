# Average and adaptive pooling.
import torch
from torch import nn

x = torch.arange(16.0).view(1, 1, 4, 4)
print(nn.AvgPool2d(2)(x), nn.AvgPool2d(3, stride=2, padding=1)(x))
print(nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)(x))
print(nn.AvgPool1d(2)(torch.tensor([[[1.0, 3.0, 5.0]]])), nn.AvgPool2d(2))
print(nn.AdaptiveAvgPool2d(1)(x), nn.AdaptiveAvgPool2d((2, 3))(x))
print(nn.AdaptiveMaxPool2d((1, 2))(x), nn.AdaptiveAvgPool1d(3)(torch.arange(5.0).view(1, 1, 5)))
print(nn.AdaptiveAvgPool2d((1, 1)), nn.AdaptiveAvgPool2d((None, 2))(x).shape)
