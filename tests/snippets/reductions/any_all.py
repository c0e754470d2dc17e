# any and all.
import torch

x = torch.tensor([[True, False], [True, True]])
print(x.any(), x.all(), x.any(0), x.all(1), x.all(dim=0, keepdim=True))
print(torch.tensor([0.0, 2.0]).any(), torch.tensor([1, 0]).all(), torch.tensor([]).all())
print(torch.all(torch.tensor([float("nan")])), torch.any(torch.zeros(3)))
print(x.sum(), x.float().mean(0), torch.count_nonzero(x), torch.count_nonzero(torch.tensor([[0, 3], [4, 5]]), dim=0))
