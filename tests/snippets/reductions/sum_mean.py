# sum and mean over everything, one dimension, several, with keepdim.
import torch

x = torch.arange(24.0).view(2, 3, 4)
print(x.sum(), x.mean(), x.sum(0).shape, x.sum(dim=(0, 2)))
print(x.mean(-1), x.mean((1, 2), keepdim=True), sep="\n")
print(x.sum(1, keepdim=True).shape, x.sum([]).shape, x.sum(dim=None))
print(torch.sum(x, 2), torch.mean(x, dim=0)[0])
print(torch.tensor(5.0).sum(), torch.tensor(5.0).mean(0), torch.tensor([1, 2]).sum(dtype=torch.float32))
