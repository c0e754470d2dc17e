# Values and gradients of powers, with a number or a tensor on either side.
import torch

x = torch.tensor([0.5, 1.0, 2.0], dtype=torch.float64, requires_grad=True)
y = torch.tensor([2.0, 0.0, -1.0], dtype=torch.float64, requires_grad=True)
for name, function in {
    "x**3": lambda x, y: x ** 3, "x**-1": lambda x, y: x ** -1, "x**0.5": lambda x, y: x ** 0.5,
    "2**y": lambda x, y: 2 ** y, "x**y": lambda x, y: x ** y, "square": lambda x, y: x.square(),
}.items():
    value = function(x, y)
    gx, gy = torch.autograd.grad(value.sum(), (x, y), allow_unused=True)
    print(name, value.data, gx, gy, sep="\n  ")
print(torch.autograd.gradcheck(torch.pow, (x, y)))
