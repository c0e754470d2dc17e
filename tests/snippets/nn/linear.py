# Linear: y = x W^T + b; repr, shapes, values and initial parameters.
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(3, 2)
print(layer)
print(layer.weight, layer.bias, sep="\n")
x = torch.tensor([[1.0, 2.0, 3.0]])
print(layer(x))
print(torch.allclose(layer(x), x @ layer.weight.T + layer.bias))
print(layer(torch.zeros(4, 5, 3)).shape, layer(torch.zeros(3)).shape)
print(nn.Linear(3, 2, bias=False), nn.Linear(3, 2, bias=False).bias)
print(layer.in_features, layer.out_features, layer.weight.shape)
