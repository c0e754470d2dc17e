# Softmax, LogSoftmax, Softmin and Softmax2d over a chosen dimension.
import torch
from torch import nn

x = torch.tensor([[1.0, 2.0, 3.0], [3.0, 3.0, 0.0]])
for layer in (nn.Softmax(dim=1), nn.Softmax(dim=0), nn.LogSoftmax(dim=1), nn.Softmin(dim=1)):
    print(layer, layer(x), sep="\n")
print(nn.Softmax2d()(torch.tensor([[[[0.0]], [[1.0]]]])).flatten())
print(torch.allclose(nn.LogSoftmax(1)(x).exp(), nn.Softmax(1)(x)))
