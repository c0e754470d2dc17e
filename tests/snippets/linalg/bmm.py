# bmm, baddbmm, addmm, addmv, chain_matmul.
import torch

a = torch.arange(12.0).view(2, 2, 3)
b = torch.ones(2, 3, 1)
print(torch.bmm(a, b))
print(torch.baddbmm(torch.full((2, 2, 1), 100.0), a, b, beta=0.5, alpha=2))
print(torch.addmm(torch.tensor([1.0, -1.0]), a[0], a[1].T))
print(torch.addmv(torch.ones(2), a[0], torch.ones(3), beta=10))
print(torch.linalg.multi_dot([a[0], a[1].T, torch.ones(2, 1)]))
print(torch.addr(torch.zeros(2, 2), torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])))
