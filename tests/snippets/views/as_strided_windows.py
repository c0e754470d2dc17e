# unfold and as_strided look at overlapping windows without copying.
import torch

x = torch.arange(7)
print(x.unfold(0, 3, 2))
print(x.unfold(0, 3, 1).shape, x.unfold(0, 3, 1).stride())
print(torch.as_strided(x, (3, 3), (2, 1)))
print(torch.as_strided(x, (2, 2), (1, 2), 1))
x[2] = 100
print(x.unfold(0, 3, 2).sum(1))
