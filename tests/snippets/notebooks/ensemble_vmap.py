# An ensemble by vmap.
import torch, copy
from torch import nn
from torch.func import stack_module_state, functional_call, vmap, grad
torch.manual_seed(0)
models = [nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)) for _ in range(3)]
params, buffers = stack_module_state(models); base = copy.deepcopy(models[0]).to("cpu")
f = lambda p, b, x: functional_call(base, (p, b), (x,))
x = torch.randn(5, 2); out = vmap(f, in_dims=(0, 0, None))(params, buffers, x); print(out.shape)
print(torch.allclose(out[1], models[1](x)))
p0 = {k: v.detach() for k, v in models[0].named_parameters()}
per = vmap(grad(lambda p, x, y: ((functional_call(base, p, (x,)) - y) ** 2).mean()), in_dims=(None, 0, 0))(p0, x, torch.zeros(5, 1))
print({k: tuple(v.shape) for k, v in per.items()}); print(per["0.bias"].mean(0))
