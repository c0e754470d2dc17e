# Gradients of cumsum, cumprod (with zeros), logcumsumexp and diff.
import torch

w = torch.tensor([1.0, 10.0, 100.0])
for values in ([2.0, 3.0, 4.0], [2.0, 0.0, 4.0], [0.0, 0.0, 4.0]):
    x = torch.tensor(values, requires_grad=True)
    print(values)
    for name, function in {"cumsum": lambda x: x.cumsum(0), "cumprod": lambda x: x.cumprod(0)}.items():
        print(" ", name, function(x).data, torch.autograd.grad((function(x) * w).sum(), x)[0])
print(torch.autograd.grad((x.logcumsumexp(0) * w).sum(), x)[0])
print(torch.autograd.grad((x.diff() * w[:2]).sum(), x)[0])
