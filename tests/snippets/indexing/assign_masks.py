# Assignment through masks and index tensors.
import torch

x = torch.tensor([3.0, -1.0, float("nan"), -5.0])
x[x < 0] = 0
x[x.isnan()] = -7
print(x)
x[x == 0] = torch.tensor([1.5, 2.5])
print(x)
m = torch.zeros(3, 3, dtype=torch.int64)
m[torch.tensor([0, 2]), torch.tensor([1, 0])] = torch.tensor([4, 9])
m[[1]] = 6
m[:, [2]] = 8
print(m)
m[m > 5] += 100
print(m)
