# In-place work on a view changes its base, and the other way round.
import torch

base = torch.zeros(2, 3)
base[0].add_(1)
base[:, 1].mul_(10).sub_(5)
base.t()[2] = 9
base.view(-1)[3:5].fill_(7)
print(base)
column = base[:, 0]
base.zero_()
print(column)
base.diagonal().copy_(torch.tensor([1.0, 2.0]))
print(base)
