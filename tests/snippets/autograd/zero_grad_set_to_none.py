# zero_grad sets gradients to None, or to zeros on request.
import torch
from torch import nn

layer = nn.Linear(2, 1)
layer(torch.ones(1, 2)).sum().backward()
print(layer.weight.grad, layer.bias.grad)
layer.zero_grad(set_to_none=False)
print(layer.weight.grad, layer.bias.grad)
layer.zero_grad()
print(layer.weight.grad, layer.bias.grad)
