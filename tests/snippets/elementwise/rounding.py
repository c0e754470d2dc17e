# round goes to the even neighbour; floor, ceil, trunc, frac.
import torch

x = torch.tensor([-2.5, -1.5, -0.5, -0.4, 0.5, 1.5, 2.5, 2.6])
print(x.round())
print(x.floor())
print(x.ceil())
print(x.trunc())
print(x.frac())
print(torch.round(torch.tensor([3.14159, 2.71828]), decimals=2))
print(torch.round(torch.tensor([1234.5, 1250.0]), decimals=-2))
print(torch.tensor([2, 3]).round(), torch.tensor([float("nan"), float("inf")]).round())
