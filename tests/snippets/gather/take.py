# take counts through the flattened tensor, take_along_dim along one dimension; put_.
import torch

x = torch.tensor([[9, 5, 7], [1, 8, 3]])
print(x.take(torch.tensor([0, 4, -1])))
print(torch.take_along_dim(x, x.argsort(dim=1), dim=1))
print(torch.take_along_dim(x, torch.tensor([[2]]), dim=1))
y = torch.zeros(2, 3)
y.put_(torch.tensor([1, 5]), torch.tensor([10.0, 20.0]))
y.put_(torch.tensor([1]), torch.tensor([0.5]), accumulate=True)
print(y)
