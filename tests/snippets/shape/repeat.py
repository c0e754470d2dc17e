# repeat tiles, repeat_interleave repeats each element, tile fills in missing dimensions.
import torch

x = torch.tensor([[1, 2], [3, 4]])
print(x.repeat(2, 2), x.repeat(2, 1, 1).shape)
print(x.repeat_interleave(2, dim=0), x.repeat_interleave(2))
print(torch.repeat_interleave(torch.tensor([5, 6]), torch.tensor([1, 3])))
print(torch.tile(x, (2,)), torch.tensor([1, 2]).repeat(3))
print(torch.tensor([0, 1]).repeat(2, 2), x.repeat(0, 1).shape)
