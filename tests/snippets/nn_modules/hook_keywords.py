# Hooks that see keyword arguments, hooks that are called in any case, hooks on every module.
import torch
from torch import nn


class Scale(nn.Module):
    def forward(self, x, factor=1.0):
        if factor == 0:
            raise ValueError("factor is 0")
        return x * factor


net = Scale()
net.register_forward_pre_hook(
    lambda module, args, kwargs: (args, {"factor": kwargs.get("factor", 1.0) + 1}), with_kwargs=True
)
net.register_forward_hook(lambda module, args, kwargs, output: print("after", kwargs, output), with_kwargs=True)
net.register_forward_hook(lambda module, args, output: print("always", output), always_call=True)
print(net(torch.tensor(3.0)))
print(net(torch.tensor(3.0), factor=2.0))
try:
    net(torch.tensor(3.0), factor=-1)
except ValueError as error:
    print("raised", error)
handle = nn.modules.module.register_module_forward_hook(
    lambda module, args, output: print("every", type(module).__name__)
)
nn.Sequential(nn.ReLU(), nn.Tanh())(torch.zeros(1))
handle.remove()
nn.ReLU()(torch.zeros(1))
bad = nn.Identity()
bad.register_forward_pre_hook(lambda module, args, kwargs: 3, with_kwargs=True)
bad(torch.zeros(1))
