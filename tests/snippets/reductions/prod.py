# prod over everything and one dimension.
import torch

x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
print(x.prod(), x.prod(0), x.prod(1, keepdim=True))
print(torch.tensor([2, 3, 4]).prod(), torch.tensor([2.0, 0.0, float("inf")]).prod())
print(torch.tensor([True, False]).prod(), torch.tensor([], dtype=torch.int64).prod())
