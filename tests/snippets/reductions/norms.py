# norm by p and dimension.
import torch

x = torch.tensor([[3.0, -4.0], [0.0, 12.0]])
print(x.norm(), x.norm(p=1), x.norm(p=float("inf")), x.norm(p=0), x.norm(p=-float("inf")))
print(x.norm(dim=1), x.norm(2, 0), x.norm(p=3, dim=1), x.norm(dim=1, keepdim=True))
print(torch.norm(x, "fro"), torch.linalg.norm(x), torch.linalg.vector_norm(x, 1, dim=0))
print(torch.dist(x, torch.zeros(2, 2)), torch.renorm(x, 2, 0, 5.0))
