# Modules as functions of their parameters, ensembles and gradients of each example.
import copy

import torch
from torch import nn
from torch.func import functional_call, grad, stack_module_state, vmap

torch.manual_seed(0)
models = [nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)) for _ in range(3)]
params, buffers = stack_module_state(models)
base = copy.deepcopy(models[0])
x = torch.randn(5, 2)
out = vmap(lambda p, b, x: functional_call(base, (p, b), (x,)), in_dims=(0, 0, None))(params, buffers, x)
print(out.shape, torch.allclose(out[1], models[1](x)))
own = {name: p.detach() for name, p in models[0].named_parameters()}
loss = lambda p, x, y: ((functional_call(base, p, (x,)) - y) ** 2).mean()
each = vmap(grad(loss), in_dims=(None, 0, 0))(own, x, torch.zeros(5, 1))
print({name: tuple(g.shape) for name, g in each.items()}, each["0.bias"].mean(0))
try:
    functional_call(nn.Linear(3, 2), {"weight": torch.ones(2, 3)}, (torch.ones(3),), strict=True)
except RuntimeError as error:
    print(error)
