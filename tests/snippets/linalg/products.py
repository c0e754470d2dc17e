# dot, inner, outer, kron, cross, tensordot, vdot.
import torch

u, v = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([4.0, 5.0, 6.0])
print(torch.dot(u, v), torch.inner(u, v), torch.vdot(u, v))
print(torch.outer(u, v), torch.ger(u, v).shape)
print(torch.kron(torch.tensor([[1, 2]]), torch.tensor([[1, 0], [0, 1]])))
print(torch.linalg.cross(u, v), torch.cross(u, v, dim=0))
print(torch.tensordot(torch.arange(6.0).view(2, 3), torch.arange(6.0).view(3, 2), dims=1))
print(torch.tensordot(torch.ones(2, 3, 4), torch.ones(3, 4, 5), dims=2).shape)
print(torch.inner(torch.eye(2), torch.tensor([[1.0, 2.0], [3.0, 4.0]])))
