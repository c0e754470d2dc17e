# sort gives values and indices, ascending or descending, along a dimension.
import torch

x = torch.tensor([[3.0, 1.0, 2.0], [9.0, 7.0, 8.0]])
print(x.sort())
print(torch.sort(x, dim=0, descending=True).values)
values, indices = x.sort(descending=True)
print(values, indices)
print(torch.equal(x.gather(1, indices), values))
print(torch.tensor([2.0, float("nan"), -float("inf"), 1.0]).sort())
print(torch.tensor([True, False, True]).sort().values, torch.tensor(3).sort())
