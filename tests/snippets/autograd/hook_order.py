# Hooks on a tensor and a module, in the order in which gradients arrive.
import torch
from torch import nn

order = []
layer = nn.Linear(2, 2)
layer.register_forward_pre_hook(lambda module, args: order.append("before forward"))
layer.register_forward_hook(lambda module, args, output: order.append("after forward"))
layer.register_full_backward_pre_hook(lambda module, grad_output: order.append("before backward"))
layer.register_full_backward_hook(lambda module, grad_input, grad_output: order.append("after backward"))
x = torch.ones(1, 2, requires_grad=True)
h = layer(x)
h.register_hook(lambda grad: order.append("hidden"))
x.register_hook(lambda grad: order.append("input"))
layer.weight.register_hook(lambda grad: order.append("weight"))
h.sum().backward()
print(len(order), order[:3])
print(sorted(order[3:]))
