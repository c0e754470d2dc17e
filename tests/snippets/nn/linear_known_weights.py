# Weights set by hand.
import torch
from torch import nn

layer = nn.Linear(2, 2)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    layer.bias.fill_(0.5)
print(layer(torch.tensor([[1.0, 1.0]])))
layer.weight.data = torch.eye(2)
layer.bias.data.zero_()
print(layer(torch.tensor([[5.0, 6.0]])))
layer.weight = nn.Parameter(torch.ones(2, 2))
print(layer(torch.tensor([[5.0, 6.0]])))
layer(torch.ones(1, 2)).sum().backward()
print(layer.weight.grad, layer.bias.grad)
