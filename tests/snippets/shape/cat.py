# cat joins along a dimension that is there, stack makes a new one.
import torch

a, b = torch.tensor([[1, 2]]), torch.tensor([[3, 4], [5, 6]])
print(torch.cat([a, b]), torch.cat((b, b), dim=1), torch.cat([b, b], -1).shape)
print(torch.stack([torch.tensor([1, 2]), torch.tensor([3, 4])]))
print(torch.stack([torch.tensor([1, 2]), torch.tensor([3, 4])], dim=1))
print(torch.stack([torch.tensor(1.0), torch.tensor(2.0)]))
print(torch.cat([torch.tensor([]), torch.tensor([1.0])]), torch.cat([torch.tensor([1]), torch.tensor([2.5])]))
print(torch.vstack([a, b]), torch.hstack([b, b]), torch.hstack([torch.tensor([1]), torch.tensor([2])]))
print(torch.column_stack([torch.tensor([1, 2]), torch.tensor([3, 4])]), torch.dstack([a, a]).shape)
