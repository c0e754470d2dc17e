# matmul for every pair of ranks.
import torch

v, m, b = torch.tensor([1.0, 2.0]), torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.arange(8.0).view(2, 2, 2)
print(v @ v, m @ v, v @ m)
print(m @ m, torch.mm(m, m).equal(m @ m))
print(b @ m, b @ v, v @ b)
print(torch.matmul(torch.ones(3, 1, 2, 4), torch.ones(5, 4, 3)).shape)
print(torch.matmul(torch.ones(2, 0), torch.ones(0, 3)), (torch.ones(1, 3) @ torch.ones(3, 1)).item())
print(m.mv(v), m.matmul(m.T), m.T @ m)
