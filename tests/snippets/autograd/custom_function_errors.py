# A backward that returns the wrong number or shape of gradients.
import torch

class TooMany(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        return grad, grad

class WrongShape(TooMany):
    @staticmethod
    def backward(ctx, grad):
        return torch.ones(5)

for function in (TooMany, WrongShape):
    try:
        function.apply(torch.ones(2, requires_grad=True)).sum().backward()
    except RuntimeError as error:
        print(error)
