# Conv2d: shapes for stride, padding, dilation and groups; values against a sum by hand.
import torch
from torch import nn

torch.manual_seed(0)
conv = nn.Conv2d(2, 3, kernel_size=3, padding=1)
print(conv, conv.weight.shape, conv.bias)
x = torch.arange(32.0).view(1, 2, 4, 4) / 10
y = conv(x)
print(y.shape, y[0, :, 1, 1])
print(((x[0, :, 0:3, 0:3] * conv.weight[1]).sum() + conv.bias[1]).item() - y[0, 1, 1, 1].item() < 1e-5)
for options in ({"stride": 2}, {"padding": 2}, {"dilation": 2}, {"padding": "same"},
                {"bias": False, "stride": (1, 2)}):
    print(nn.Conv2d(2, 3, 3, **options), tuple(nn.Conv2d(2, 3, 3, **options)(torch.zeros(1, 2, 7, 7)).shape))
print(nn.Conv2d(4, 4, 3, groups=4), nn.Conv2d(4, 4, 3, groups=4).weight.shape, conv(x[0]).shape)
