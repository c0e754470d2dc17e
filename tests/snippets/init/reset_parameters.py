# reset_parameters draws the same values again from the same seed.
import torch
from torch import nn

torch.manual_seed(7)
layer = nn.Linear(2, 2)
first = layer.weight.clone()
layer.reset_parameters()
print(torch.equal(layer.weight, first))
torch.manual_seed(7)
layer.reset_parameters()
print(torch.equal(layer.weight, first), layer.weight.data)
