# A module of one's own: parameters, children, repr with extra_repr.
import torch
from torch import nn

class Scale(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size
        self.gain = nn.Parameter(torch.full((size,), 2.0))

    def forward(self, x):
        return x * self.gain

    def extra_repr(self):
        return f"size={self.size}"

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = Scale(3)
        self.out = nn.Linear(3, 1)

    def forward(self, x):
        return self.out(self.scale(x))

torch.manual_seed(0)
net = Net()
print(net)
print(net(torch.ones(1, 3)), net.scale.gain, [name for name, _ in net.named_children()], sep="\n")
