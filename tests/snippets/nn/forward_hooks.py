# Hooks before and after forward; they may replace input or output.
import torch
from torch import nn

layer = nn.Linear(2, 1, bias=False)
nn.init.ones_(layer.weight)
seen = []
after = layer.register_forward_hook(lambda module, args, output: seen.append(output.item()))
before = layer.register_forward_pre_hook(lambda module, args: (args[0] * 10,))
print(layer(torch.tensor([[1.0, 2.0]])), seen)
before.remove()
double = layer.register_forward_hook(lambda module, args, output: output * 2)
print(layer(torch.tensor([[1.0, 2.0]])), seen)
after.remove()
double.remove()
print(layer(torch.tensor([[1.0, 2.0]])), seen)
