# gradcheck compares with finite differences, in float64.
import torch

def wrong_gradient(x):
    return x * x.detach()

torch.manual_seed(0)
x = torch.rand(3, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(torch.sin, (x,)))
print(torch.autograd.gradcheck(lambda v: (v ** 3 + v.exp()).prod(), (x,)))
print(torch.autograd.gradgradcheck(lambda v: v ** 3, (x,)))
print(torch.autograd.gradcheck(wrong_gradient, (x,), raise_exception=False))
