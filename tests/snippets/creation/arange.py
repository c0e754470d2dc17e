# arange: the end is left out; the dtype is integer only when every argument is.
import torch

print(torch.arange(5))
print(torch.arange(2, 10, 3))
print(torch.arange(5.0))
print(torch.arange(0, 1, 0.25))
print(torch.arange(5, 0, -1))
print(torch.arange(1, 2.5, 0.5))
print(torch.arange(0))
print(torch.arange(3, dtype=torch.float64))
print(torch.arange(0, 1, 0.1).shape, torch.arange(1, 0.05, -0.1).shape)
print(torch.arange(3).repeat(2), torch.arange(0, 4, 2))
