# fill_, zero_, fill_diagonal_, masked_fill_, index_fill_ and copy_.
import torch

x = torch.zeros(3, 3)
x.fill_diagonal_(5)
x.masked_fill_(x == 0, -1)
print(x)
x.index_fill_(1, torch.tensor([0]), 9)
print(x)
x[1:].copy_(torch.arange(3))
print(x, x.fill_(2.5)[0])
torch.manual_seed(0)
print(x.random_(0, 5)[0])
print(x.uniform_(0, 1)[0])
print(x.normal_()[0])
