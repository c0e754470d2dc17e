# Finding and replacing parts of a model by their paths.
import torch
from torch import nn

net = nn.Sequential()
net.add_module("body", nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)))
net.add_module("head", nn.Linear(3, 1))
print(net.get_submodule("body.1"), net.get_submodule("") is net)
print(net.get_parameter("body.0.weight").shape, net.get_buffer("body.1.running_mean"))
for action in (
    lambda: net.get_submodule("body.2"),
    lambda: net.get_submodule("head.weight"),
    lambda: net.get_parameter("head.bais"),
    lambda: net.get_parameter("body"),
    lambda: net.get_buffer("head.weight"),
    lambda: net.get_buffer("body.9.x"),
):
    try:
        action()
    except AttributeError as error:
        print(error)
net.set_submodule("body.1", nn.Identity())
net.set_submodule("tail", nn.Tanh())
print(net)
print([name for name, _ in net.named_modules()], [name for name, _ in net.named_children()])
try:
    net.set_submodule("neck.0", nn.Tanh(), strict=True)
except AttributeError as error:
    print(error)
