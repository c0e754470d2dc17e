# What may be assigned to a module's attributes, and what happens to the old member.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 2)
        self.scale = nn.Parameter(torch.ones(2))
        self.register_buffer("seen", torch.zeros(1))


def attempt(action):
    try:
        action()
        print("fine")
    except Exception as error:
        print(type(error).__name__, error)


net = Net()
attempt(lambda: setattr(net, "scale", torch.ones(2)))
attempt(lambda: setattr(net, "scale", 3.0))
attempt(lambda: setattr(net, "layer", "relu"))
attempt(lambda: setattr(net, "seen", [1]))
attempt(lambda: setattr(net, "scale", None))
print(net.scale, [name for name, _ in net.named_parameters()], list(net._parameters))
net.scale = nn.Parameter(torch.zeros(3))
net.layer = nn.ReLU()
net.seen = torch.ones(1)
net.seen = nn.Parameter(torch.ones(1))
print(net, [name for name, _ in net.named_parameters()], [name for name, _ in net.named_buffers()])
net.plain = torch.ones(1)
net.plain = nn.Linear(1, 1)
print(net, "plain" in net._modules, list(net.state_dict()))
