# The straight-through estimator: round forward, identity backward.
import torch

class RoundThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, grad):
        return grad

x = torch.tensor([0.2, 1.7, -0.6], requires_grad=True)
x.round().sum().backward()
print(x.grad)
x.grad = None
RoundThrough.apply(x).sum().backward()
print(x.grad)
x.grad = None
(x + (x.round() - x).detach()).sum().backward()
print(x.grad)
