# Where nan gradients come from.
import torch

def grad(function, value):
    x = torch.tensor(value, requires_grad=True)
    function(x).backward()
    return x.grad

print(grad(lambda x: x.log(), 0.0), grad(lambda x: x.log() * 0, 0.0))
print(grad(lambda x: x / x, 0.0), grad(lambda x: (x * 0).sqrt(), 1.0))
print(grad(lambda x: torch.exp(x) / (1 + torch.exp(x)), 100.0), grad(torch.sigmoid, 100.0))
print(grad(lambda x: x ** torch.tensor(0.0), 0.0), grad(lambda x: torch.tensor(0.0) ** x, 0.0))
print(grad(lambda x: (x ** 2).sqrt(), 0.0), grad(lambda x: x.abs().pow(1.5), 0.0))
