# BatchNorm2d averages over batch, height and width.
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(2, 3, 4, 4) * 2 + 1
norm = nn.BatchNorm2d(3)
y = norm(x)
print(norm, y.shape, torch.allclose(y.mean((0, 2, 3)), torch.zeros(3), atol=1e-6))
print(norm.running_mean, norm.running_var)
print(torch.allclose(norm.running_mean, 0.1 * x.mean((0, 2, 3))))
print(torch.allclose(norm.running_var, 0.9 + 0.1 * x.var((0, 2, 3))))
print(y[0, 0, 0])
try:
    norm(torch.zeros(2, 3))
except ValueError as error:
    print(error)
