# isin looks values up in a set.
import torch

x = torch.tensor([[1, 2], [3, 4]])
print(torch.isin(x, torch.tensor([2, 3])))
print(torch.isin(x, 4), torch.isin(x, torch.tensor([2]), invert=True))
print(torch.tensor([1, 2, 3]).eq(2).any(), (x == 3).nonzero())
print(torch.tensor([3, 1]).tolist() == [3, 1])
