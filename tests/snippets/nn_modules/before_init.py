# Forgetting super().__init__(), forward, or the name of an attribute.
import torch
from torch import nn


class Forgets(nn.Module):
    def __init__(self, member):
        self.member = member


class Silent(nn.Module):
    pass


for member in (nn.Linear(1, 1), nn.Parameter(torch.ones(1)), nn.ReLU()):
    try:
        Forgets(member)
    except AttributeError as error:
        print(error)
print(Forgets(3).member)
for action in (lambda: Silent()(1), lambda: Silent().fc, lambda: Silent(3), lambda: Silent(size=3)):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
net = nn.Sequential(nn.ReLU(), nn.Tanh())
del net.training
try:
    del net.missing
except AttributeError as error:
    print("gone", hasattr(net, "training"), "missing" in dir(net))
nn.Linear(2, 3).forwrad(torch.ones(2))
