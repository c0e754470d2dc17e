# sin, cos, tan and their inverses, in float32.
import math
import torch

x = torch.tensor([0.0, 0.5, 1.0, math.pi / 2, -2.0])
print(x.sin(), x.cos(), x.tan()[:3], sep="\n")
print(torch.tensor([-1.0, -0.5, 0.0, 1.0, 1.5]).asin())
print(torch.tensor([-1.0, -0.5, 0.0, 1.0, 1.5]).acos())
print(torch.tensor([-float("inf"), -1.0, 0.0, 3.0, float("inf")]).atan())
print(torch.atan2(torch.tensor([1.0, -1.0, 0.0, 0.0]), torch.tensor([1.0, -1.0, -1.0, 0.0])))
print(torch.hypot(torch.tensor(3.0), torch.tensor(4.0)), torch.deg2rad(torch.tensor(180.0)))
print(torch.sin(torch.tensor(float("inf"))), torch.rad2deg(torch.tensor(math.pi)))
