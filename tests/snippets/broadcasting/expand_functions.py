# broadcast_to, broadcast_tensors and expand make the stretched views.
import torch

a = torch.tensor([1, 2, 3])
print(a.broadcast_to(2, 3))
print(torch.broadcast_to(a, (2, 3)).stride())
x, y = torch.broadcast_tensors(torch.arange(2).view(2, 1), torch.arange(3))
print(x, y)
print(a.expand(2, -1), torch.tensor([[1], [2]]).expand(-1, 3))
print(torch.tensor(5).expand(2, 2))
print(a.expand_as(torch.zeros(4, 3)).shape)
