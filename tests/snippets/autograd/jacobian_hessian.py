# Jacobians and Hessians from torch.autograd.functional.
import torch
from torch.autograd.functional import hessian, jacobian

x = torch.tensor([1.0, 2.0])
print(jacobian(lambda v: torch.stack([v[0] * v[1], v[0] ** 2, v.sum()]), x))
print(hessian(lambda v: v[0] ** 2 * v[1] + v[1] ** 3, x))
print(jacobian(lambda a, b: a * b, (x, torch.tensor([3.0, 4.0]))))
value, product = torch.autograd.functional.vjp(lambda v: v ** 2, x, torch.tensor([1.0, 10.0]))
print(value, product)
