# What the transforms say of functions and arguments that do not fit.
import torch
from torch.func import functional_call, grad, vmap

x = torch.tensor([1.0, 2.0, 3.0])
for attempt in (
    lambda: grad(torch.sin)(x), lambda: grad(lambda x: 3.0)(x), lambda: vmap(lambda x: 3.0)(x),
    lambda: vmap(torch.sin)(torch.tensor(1.0)), lambda: vmap(torch.add)(torch.ones(2), torch.ones(3)),
    lambda: vmap(lambda x: x + torch.randn(1))(x), lambda: grad(lambda x: x.sum(), argnums=2)(x), lambda: vmap(lambda x: x)(),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
