# Gradients of scatter_reduce and index_reduce: ties share, single zeros take the product of the others.
import torch

index = torch.tensor([0, 1, 1, 0])
for reduce in ("sum", "prod", "mean", "amax", "amin"):
    for include in (True, False):
        x = torch.tensor([1.0, 2.0, 5.0], requires_grad=True)
        src = torch.tensor([1.0, 2.0, 2.0, 0.0], requires_grad=True)
        y = x.scatter_reduce(0, index, src, reduce, include_self=include)
        print(reduce, include, y, torch.autograd.grad(y.pow(2).sum(), (x, src)))
m = torch.full((3, 2), 2.0)
print(m.index_reduce(0, torch.tensor([0, 2, 0]), torch.arange(6.0).reshape(3, 2), "prod"))
print(m.index_reduce_(0, torch.tensor([0, 2, 0]), torch.arange(6.0).reshape(3, 2), "amax", include_self=False))
print(torch.zeros(3).scatter_(0, index, 1.5, reduce="add"), torch.ones(3).scatter_(0, index, torch.full((4,), 2.0), reduce="multiply"))
try:
    m.scatter_reduce(0, torch.zeros(1, 1, dtype=torch.int64), m, "median")
except RuntimeError as error:
    print(error)
