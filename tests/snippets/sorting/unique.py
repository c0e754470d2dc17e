# unique values with inverse indices and counts; unique_consecutive.
import torch

x = torch.tensor([3, 1, 2, 1, 3, 3])
print(x.unique())
print(torch.unique(x, return_counts=True))
print(torch.unique(x, return_inverse=True, return_counts=True))
print(torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 1]), return_counts=True))
print(torch.unique(torch.tensor([[1, 2], [1, 2], [0, 5]]), dim=0))
print(torch.unique(torch.tensor([[2, 1], [1, 2]])), torch.tensor([0.5, 0.5, -1.0]).unique())
values, counts = x.unique(return_counts=True)
print(dict(zip(values.tolist(), counts.tolist())))
