# nonzero lists the places, argwhere the same, as_tuple for indexing.
import torch

x = torch.tensor([[0, 3, 0], [4, 0, 5]])
print(x.nonzero())
print(x.nonzero(as_tuple=True), x[x.nonzero(as_tuple=True)])
print(torch.argwhere(x > 3), torch.nonzero(torch.tensor([0.0, 2.5])))
print(torch.zeros(3).nonzero().shape, torch.tensor(1).nonzero().shape)
print(torch.where(x > 0)[0], (x[1] == 0).nonzero().item())
