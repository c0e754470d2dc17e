# median takes the lower of two middles; mode the most frequent value.
import torch

x = torch.tensor([[4.0, 1.0, 3.0, 2.0], [9.0, 8.0, 1.0, 6.0]])
print(x.median(), x.median(dim=1))
print(torch.tensor([1, 5, 3]).median(), torch.tensor([2.0, float("nan")]).median())
print(torch.tensor([2.0, float("nan"), 1.0]).nanmedian())
print(torch.tensor([3, 1, 1, 2, 3, 3]).mode())
print(torch.tensor([[1, 1, 2], [5, 4, 4]]).mode(1).values)
