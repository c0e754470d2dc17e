# Names and types that register_buffer, register_parameter and add_module refuse.
import torch
from torch import nn

net = nn.Module()
net.register_buffer("count", torch.zeros(1))
net.add_module("child", nn.Identity())
refused = [
    lambda: net.register_buffer("a.b", None),
    lambda: net.register_buffer("", None),
    lambda: net.register_buffer(3, None),
    lambda: net.register_buffer("child", torch.ones(1)),
    lambda: net.register_buffer("x", [1.0]),
    lambda: net.register_parameter("a.b", None),
    lambda: net.register_parameter("", None),
    lambda: net.register_parameter("count", None),
    lambda: net.register_parameter("x", torch.ones(1)),
    lambda: net.register_parameter(None, None),
    lambda: net.add_module("a.b", nn.ReLU()),
    lambda: net.add_module("", nn.ReLU()),
    lambda: net.add_module("forward", nn.ReLU()),
    lambda: net.add_module("x", "relu"),
    lambda: net.add_module(1, nn.ReLU()),
    lambda: net.add_module("x", nn.ReLU),
]
for action in refused:
    try:
        action()
        print("accepted")
    except Exception as error:
        print(type(error).__name__, error)
net.add_module("child", None)
net.register_buffer("count", None)
print(net, net.child, net.count, list(net.children()), list(net.buffers()))
