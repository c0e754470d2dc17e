# squeeze drops dimensions of size one, unsqueeze adds one.
import torch

x = torch.zeros(1, 3, 1, 2)
print(x.squeeze().shape, x.squeeze(0).shape, x.squeeze(1).shape, x.squeeze((0, 2)).shape, x.squeeze(-2).shape)
print(x.unsqueeze(0).shape, x.unsqueeze(-1).shape, x.unsqueeze(2).shape)
print(torch.tensor(3).unsqueeze(0), torch.tensor([3]).squeeze(), torch.tensor([[1], [2]]).squeeze(1))
print(torch.atleast_2d(torch.tensor([1, 2])), torch.atleast_1d(torch.tensor(1)))
