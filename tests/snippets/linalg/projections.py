# Projections, rotations and Gram-Schmidt by hand.
import math
import torch

u, v = torch.tensor([3.0, 4.0]), torch.tensor([1.0, 0.0])
print((v @ u) / (u @ u) * u, torch.outer(u, u) / (u @ u) @ v)
angle = torch.tensor(math.pi / 6)
rotation = torch.stack([torch.stack([angle.cos(), -angle.sin()]), torch.stack([angle.sin(), angle.cos()])])
print(rotation, torch.det(rotation).allclose(torch.tensor(1.0)), (rotation @ v))
a, b = torch.tensor([1.0, 1.0, 0.0]), torch.tensor([1.0, 0.0, 1.0])
q1 = a / a.norm()
q2 = b - (b @ q1) * q1
q2 = q2 / q2.norm()
print(q1, q2, (q1 @ q2).abs() < 1e-6)
