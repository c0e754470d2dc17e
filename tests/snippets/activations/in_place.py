# inplace=True writes into the input.
import torch
from torch import nn

x = torch.tensor([-1.0, 2.0])
y = nn.ReLU(inplace=True)(x)
print(y is x, x, nn.ReLU(inplace=True), nn.LeakyReLU(0.1, inplace=True))
z = torch.tensor([-1.0, 2.0], requires_grad=True)
try:
    nn.ReLU(inplace=True)(z)
except RuntimeError as error:
    print(error)
h = z * 1
nn.functional.relu_(h).sum().backward()
print(h, z.grad)
