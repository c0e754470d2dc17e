# softmax over each dimension; shifted, masked and with a dtype.
import torch

x = torch.tensor([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
print(x.softmax(1))
print(torch.softmax(x, dim=0))
print(torch.allclose(x.softmax(-1).sum(-1), torch.ones(2)), torch.softmax(torch.tensor([1000.0, 1001.0]), 0))
print(x.log_softmax(1))
print(torch.softmax(torch.tensor([0.0, -float("inf"), 1.0]), 0))
print(torch.softmax(torch.tensor([-float("inf")] * 2), 0))
print(torch.softmax(torch.tensor([1, 2]), 0, dtype=torch.float64))
