# An in-place change through a view is seen by autograd at the base.
import torch

leaf = torch.ones(2, 3, requires_grad=True)
base = leaf * 1
base[0].mul_(5)
base.view(-1)[4] = 0
print(base)
base.sum().backward()
print(leaf.grad)
