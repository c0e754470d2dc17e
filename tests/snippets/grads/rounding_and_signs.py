# Steps have gradient zero; abs, sign and clamp at their corners.
import torch

x = torch.tensor([-1.5, -1.0, 0.0, 0.5, 1.0, 2.5], requires_grad=True)
for name, function in {
    "abs": torch.abs, "sign": torch.sign, "round": torch.round, "floor": torch.floor, "ceil": torch.ceil,
    "trunc": torch.trunc, "frac": torch.frac, "relu": torch.relu, "clamp": lambda x: x.clamp(-1, 1),
    "clamp min": lambda x: x.clamp(min=0.5), "clamp_max": lambda x: x.clamp_max(0), "fmod": lambda x: torch.fmod(x, 1),
    "remainder": lambda x: x % 1,
}.items():
    (grad,) = torch.autograd.grad(function(x).sum(), x)
    print(f"{name:10}", grad)
