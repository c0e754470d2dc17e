# Gradients of special functions, against finite differences.
import torch

x = torch.tensor([0.3, 1.2, 2.7], dtype=torch.float64, requires_grad=True)
for name, function in {
    "lgamma": torch.lgamma, "digamma": torch.digamma, "erf": torch.erf, "erfc": torch.erfc,
    "xlogy": lambda x: torch.xlogy(x, x),
    "logaddexp": lambda x: torch.logaddexp(x, -x), "logsigmoid": lambda x: x.sigmoid().log(),
    "lerp": lambda x: torch.lerp(x, x * x, 0.3),
    "addcmul": lambda x: torch.addcmul(x, x, x, value=2), "addcdiv": lambda x: torch.addcdiv(x, x, x + 1),
    "nan_to_num": torch.nan_to_num,
    "cosh": torch.cosh, "copysign": lambda x: torch.copysign(x, -x), "rsub": lambda x: torch.rsub(x, 1, alpha=2),
}.items():
    (grad,) = torch.autograd.grad(function(x).sum(), x)
    print(f"{name:10}", [f"{g:.4f}" for g in grad.tolist()], torch.autograd.gradcheck(function, (x,)))
