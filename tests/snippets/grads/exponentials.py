# Values and gradients of exp, log and their relatives.
import torch

x = torch.tensor([0.5, 1.0, 2.0], requires_grad=True)
for name in ("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "reciprocal", "sigmoid",
             "logit"):
    function = getattr(torch, name)
    value = function(x / 4)
    (grad,) = torch.autograd.grad(value.sum(), x)
    print(f"{name:10}", value.detach(), grad,
          torch.autograd.gradcheck(function, (x.detach().double().div(4).requires_grad_(),)))
