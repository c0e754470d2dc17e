# Gradients of sums, means, products, norms and variances.
import torch

x = torch.tensor([[1.0, 2.0, 4.0], [3.0, 0.0, -1.0]], dtype=torch.float64, requires_grad=True)
for name, function in {
    "sum": lambda x: x.sum(), "sum 0": lambda x: x.sum(0), "mean": lambda x: x.mean(), "mean 1": lambda x: x.mean(1),
    "prod": lambda x: x.prod(), "prod 1": lambda x: x.prod(1), "var": lambda x: x.var(), "std 1": lambda x: x.std(1),
    "norm": lambda x: x.norm(), "norm 1": lambda x: x.norm(p=1, dim=0), "norm 3": lambda x: x.norm(p=3),
    "logsumexp": lambda x: x.logsumexp(1), "norm inf": lambda x: x.norm(p=float("inf")),
}.items():
    (grad,) = torch.autograd.grad(function(x).sum(), x)
    print(f"{name:9}", [round(value, 4) + 0.0 for value in grad.flatten().tolist()])
print(all(torch.autograd.gradcheck(f, (x,)) for f in (torch.sum, torch.mean, torch.prod, torch.var, torch.norm)))
