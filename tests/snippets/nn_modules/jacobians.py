# torch.autograd.functional: Jacobians, Hessians and products with vectors, for one or several inputs.
import torch
from torch.autograd.functional import hessian, hvp, jacobian, jvp, vhp, vjp

x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0])
print(jacobian(lambda a: a**2, x))
print(jacobian(lambda a, b: (a.sum() * b, a * b), (x, y)))
print(jacobian(lambda a: a.prod(), x), jacobian(lambda a: torch.stack([a, a.flip(0)]), x).shape)
print(hessian(lambda a: (a**3).sum(), x))
print(hessian(lambda a, b: (a**2).sum() * b.sum(), (x, y)))
print(vjp(lambda a: a * 2, x, torch.ones(2)), jvp(lambda a: a.sum() * a, x, torch.tensor([1.0, 0.0])))
print(vhp(lambda a: (a**3).sum(), x, torch.ones(2)), hvp(lambda a: (a**3).sum(), x, torch.ones(2)))
z = x.clone().requires_grad_()
print(jacobian(lambda a: a**2, z, create_graph=True).requires_grad, jacobian(lambda a: a**2, z).requires_grad)
for action in (
    lambda: jacobian(lambda a: torch.ones(2), x, strict=True),
    lambda: hessian(lambda a: a, x),
    lambda: hessian(lambda a: (a, a), x),
    lambda: vjp(lambda a: a, x),
    lambda: vjp(lambda a: a, x, torch.ones(3)),
    lambda: jacobian(lambda a: 3, x),
    lambda: jacobian(lambda a: a, [x]),
    lambda: jacobian(lambda a, b: a, (x, 2)),
    lambda: hessian(lambda a: a.sum(), x, strict=True),
    lambda: jvp(lambda a: a, (x, y), torch.ones(2)),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
