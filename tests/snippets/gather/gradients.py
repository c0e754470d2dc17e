# Gradients through gather, scatter, index_select, masked_fill and take_along_dim.
import torch

x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
index = torch.tensor([[0, 0], [2, 1]])
weight = torch.tensor([[1.0, 10.0], [100.0, 1000.0]])
for name, result in {
    "gather": (x.gather(1, index) * weight).sum(),
    "index_select": x.index_select(1, torch.tensor([2, 2])).sum(),
    "masked_fill": x.masked_fill(x > 4, 0).sum(),
    "masked_select": (x.masked_select(x > 2) ** 2).sum(),
    "take": x.take(torch.tensor([0, 0, 5])).sum(),
    "scatter": (x.scatter(1, index[:, :1], 0.0) * 2).sum(),
}.items():
    x.grad = None
    result.backward()
    print(name, x.grad, sep="\n")
