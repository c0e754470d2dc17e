# Gradients through selection and assignment, against finite differences.
import torch

x = torch.arange(1.5, 7.0, dtype=torch.float64).view(2, 3).requires_grad_()
i = torch.tensor([[0, 0, 2]])
each = torch.tensor([[1, 0, 2]])

def written(x):
    y = x * 2
    y[0, 1:] = x[1, :2] ** 2
    return y

for name, function in {
    "slice": lambda x: x[:, 1:] ** 2, "index": lambda x: x[[0, 0, 1]] ** 2, "mask": lambda x: x[x > 2] ** 2,
    "gather": lambda x: x.gather(1, i) ** 2, "index_select": lambda x: x.index_select(1, i[0]) ** 2,
    "scatter": lambda x: x.scatter(1, each, x[:1] ** 2), "scatter_add": lambda x: x.scatter_add(1, i, x[:1] ** 2),
    "index_add": lambda x: x.index_add(0, torch.tensor([0]), x[1:] ** 2),
    "masked_fill": lambda x: x.masked_fill(x > 3, 0) ** 2,
    "where": lambda x: torch.where(x > 3, x ** 2, -x), "take": lambda x: x.take(i) ** 2, "written": written,
    "index_put": lambda x: x.index_put((torch.tensor([0, 0]), torch.tensor([1, 1])), x[1, :2], accumulate=True) ** 2,
}.items():
    (grad,) = torch.autograd.grad(function(x).sum(), x)
    print(f"{name:12}", grad.flatten().tolist(), torch.autograd.gradcheck(function, (x,)))
