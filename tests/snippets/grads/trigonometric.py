# Values and gradients of sines, tangents and their inverses.
import torch

x = torch.tensor([-0.7, 0.1, 0.6], requires_grad=True)
for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "atanh", "erf", "sinc"):
    function = getattr(torch, name)
    (grad,) = torch.autograd.grad(function(x).sum(), x)
    print(f"{name:5}", function(x).detach(), grad,
          torch.autograd.gradcheck(function, (x.detach().double().requires_grad_(),)))
y = torch.tensor([1.0, -1.0, 0.5], requires_grad=True)
print(torch.autograd.grad(torch.atan2(y, x).sum(), (y, x)))
