# The input has 20 features, the layer wants 10.
import torch
from torch import nn

layer = nn.Linear(10, 3)
x = torch.zeros(4, 20)
print(layer(x))
