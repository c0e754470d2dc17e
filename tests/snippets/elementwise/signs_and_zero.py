# sign, sgn, signbit, abs, neg, copysign; the negative zero.
import torch

x = torch.tensor([-2.0, -0.0, 0.0, 3.0, float("nan"), -float("inf")])
print(x.sign())
print(x.signbit())
print(x.abs())
print(-x)
print(torch.copysign(torch.tensor([1.0, -1.0]), torch.tensor([-0.0, 0.0])))
print(torch.tensor([-0.0]) == torch.tensor([0.0]), 1 / torch.tensor([-0.0]))
print(torch.tensor([0.0]) * -1, torch.tensor([-0.0]) + 0.0)
