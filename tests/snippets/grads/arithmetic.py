# Values and gradients of + - * / with broadcasting, checked by finite differences.
import torch

a = torch.tensor([[1.0, -2.0], [0.5, 3.0]], dtype=torch.float64, requires_grad=True)
b = torch.tensor([2.0, -0.5], dtype=torch.float64, requires_grad=True)
functions = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
             "rsub": lambda a, b: 1 - a + b, "rdiv": lambda a, b: 2 / a * b, "neg": lambda a, b: -a * b}
for name, function in functions.items():
    ga, gb = torch.autograd.grad(function(a, b).sum(), (a, b))
    print(name, ga.round(decimals=4).tolist(), gb.tolist(), torch.autograd.gradcheck(function, (a, b)))
