# sqrt, rsqrt, square, reciprocal at edge values.
import torch

x = torch.tensor([4.0, 2.0, 0.0, -0.0, -1.0, float("inf"), float("nan")])
print(x.sqrt())
print(x.rsqrt())
print(x.square())
print(x.reciprocal())
print(1 / x)
print(torch.tensor([2.0, 10.0]).pow(1 / 3))
