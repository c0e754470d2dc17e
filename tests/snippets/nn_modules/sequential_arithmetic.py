# Sequential as a list: indices, slices, append, insert, pop, +, *, named layers.
from collections import OrderedDict

from torch import nn

net = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1))
print(net[0], net[-1], len(net), net[1:], type(net[:1]).__name__)
net.append(nn.Tanh()).insert(1, nn.Identity()).extend([nn.Sigmoid()])
print(net)
print(net.pop(1), net.pop(-1), list(net._modules))
del net[0], net[-1]
net[0] = nn.ELU()
print(net, net + nn.Sequential(nn.GELU()), nn.Sequential(nn.ReLU()) * 2)
net += nn.Sequential(nn.SiLU())
net *= 2
print(list(net._modules), [type(layer).__name__ for layer in net])
named = nn.Sequential(OrderedDict([("conv", nn.Conv1d(1, 1, 1)), ("act", nn.ReLU())]))
print(named.conv, named[1], list(named.state_dict()), named[0:1])
for action in (
    lambda: net[9],
    lambda: net.insert(9, nn.ReLU()),
    lambda: net + [nn.ReLU()],
    lambda: net * 0,
    lambda: net * 1.5,
    lambda: nn.Sequential(nn.ReLU),
    lambda: net.append(3),
    lambda: nn.Sequential([nn.ReLU()]),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
