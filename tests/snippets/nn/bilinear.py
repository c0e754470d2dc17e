# Bilinear: one matrix per output between two inputs.
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Bilinear(2, 3, 4)
print(layer, layer.weight.shape, layer.bias.shape)
a, b = torch.tensor([[1.0, -1.0]]), torch.tensor([[0.5, 0.0, 2.0]])
print(layer(a, b))
by_hand = torch.einsum("ni,oij,nj->no", a, layer.weight, b) + layer.bias
print(torch.allclose(layer(a, b), by_hand, atol=1e-6))
