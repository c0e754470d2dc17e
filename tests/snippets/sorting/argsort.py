# argsort, ranks and the inverse permutation.
import torch

x = torch.tensor([30, 10, 40, 20])
order = x.argsort()
print(order, x[order], x.argsort(descending=True))
print(order.argsort(), "ranks")
print(torch.tensor([[2, 1], [1, 2]]).argsort(dim=0), torch.argsort(x, dim=-1))
inverse = torch.empty_like(order)
inverse[order] = torch.arange(4)
print(torch.equal(inverse, order.argsort()), torch.equal(x[order][inverse], x))
