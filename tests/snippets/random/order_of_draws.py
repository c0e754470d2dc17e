# Two layers made in another order get other values.
import torch
from torch import nn

torch.manual_seed(0)
a, b = nn.Linear(2, 1), nn.Linear(2, 2)
print(a.weight.data, b.weight.data)
torch.manual_seed(0)
b, a = nn.Linear(2, 2), nn.Linear(2, 1)
print(a.weight.data, b.weight.data)
torch.manual_seed(0)
torch.rand(3)
print(nn.Linear(2, 1).weight.data, torch.rand(1))
