# Swapping rows by indexing works; by tuple assignment of views it does not.
import torch

a = torch.arange(6).view(2, 3)
a[0], a[1] = a[1], a[0]
print(a)
b = torch.arange(6).view(2, 3)
b[[0, 1]] = b[[1, 0]]
print(b)
c = torch.arange(6).view(2, 3)
c[0], c[1] = c[1].clone(), c[0].clone()
print(c)
