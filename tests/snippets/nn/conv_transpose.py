# Transposed convolutions enlarge.
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.ConvTranspose2d(1, 1, 2, stride=2)
print(layer, layer.weight.shape)
print(layer(torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])))
print(nn.ConvTranspose2d(3, 2, 3, stride=2, padding=1, output_padding=1)(torch.zeros(1, 3, 5, 5)).shape)
one = nn.ConvTranspose1d(1, 1, 3, stride=1, bias=False)
nn.init.constant_(one.weight, 1.0)
print(one, one(torch.tensor([[[1.0, 0.0, 2.0]]])))
