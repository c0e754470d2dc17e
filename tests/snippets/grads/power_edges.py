# Gradients of powers at zero and for negative bases.
import torch

x = torch.tensor([-2.0, 0.0, 2.0], requires_grad=True)
for exponent in (0, 1, 2, 3, 0.5, -1):
    (grad,) = torch.autograd.grad((x ** exponent).sum(), x)
    print(exponent, grad)
e = torch.tensor([2.0, 0.0, 3.0], requires_grad=True)
print(torch.autograd.grad((x ** e).sum(), (x, e)))
