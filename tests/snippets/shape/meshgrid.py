# meshgrid in matrix and in picture order.
import torch

a, b = torch.tensor([1, 2, 3]), torch.tensor([10, 20])
x, y = torch.meshgrid(a, b, indexing="ij")
print(x, y)
x, y = torch.meshgrid(a, b, indexing="xy")
print(x, y, x.shape)
print(torch.stack((x, y), -1).view(-1, 2))
