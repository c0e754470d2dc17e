# How a Module treats attributes: parameters, modules, tensors, None, deletion.
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))
        self.register_parameter("bias", None)
        self.note = "text"

net = Net()
print(list(dict(net.named_parameters())), net.bias, net.note)
net.layer = nn.Linear(1, 1)
net.bias = nn.Parameter(torch.zeros(1))
net.add_module("extra", nn.ReLU())
net.register_module("more", nn.Tanh())
print([name for name, _ in net.named_parameters()], net)
del net.layer
print(hasattr(net, "layer"), hasattr(net, "weight"), [name for name, _ in net.named_children()])
try:
    net.weight = torch.zeros(1)
except TypeError as error:
    print(error)
print(net.missing)
