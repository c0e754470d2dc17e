# Index tensors give a result of their own shape.
import torch

x = torch.tensor([10, 20, 30, 40])
print(x[torch.tensor([3, 0, 0])])
print(x[torch.tensor([[0, 1], [2, -1]])])
print(x[[1, 2]], x[torch.tensor(2)])
m = torch.arange(12).view(3, 4)
print(m[torch.tensor([0, 2])])
print(m[torch.tensor([0, 1, 2]), torch.tensor([3, 2, 1])])
print(m[[0, 2]][:, [1, 3]])
print(m[torch.tensor([[0], [2]]), torch.tensor([1, 3])])
print(m[torch.tensor([], dtype=torch.int64)].shape)
