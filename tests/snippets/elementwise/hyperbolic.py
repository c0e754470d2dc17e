# sinh, cosh, tanh and their inverses.
import torch

x = torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])
for name in ("sinh", "cosh", "tanh", "asinh"):
    print(name, getattr(torch, name)(x))
print(torch.acosh(torch.tensor([1.0, 2.0, 0.5])))
print(torch.atanh(torch.tensor([0.0, 0.5, 1.0, 2.0])))
print(torch.tanh(torch.tensor([-20.0, 20.0, float("nan")])))
