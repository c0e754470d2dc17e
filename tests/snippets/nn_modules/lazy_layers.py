# Layers that take the size of their input from the first batch.
import torch
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(
    nn.LazyConv2d(2, 3, padding=1),
    nn.LazyBatchNorm2d(),
    nn.ReLU(),
    nn.Flatten(),
    nn.LazyLinear(3),
    nn.LazyLinear(1, bias=False),
)
print(net)
print(net[4].weight, net[4].has_uninitialized_params(), [name for name, _ in net.named_parameters()])
try:
    net[4].weight.shape
except RuntimeError as error:
    print(error)
out = net(torch.randn(2, 1, 3, 3))
print(net)
print(out.shape, net[4].weight.shape, type(net[4]).__name__, type(net[1]).__name__, net[0].in_channels)
out.sum().backward()
print(net[4].bias.grad, sum(p.numel() for p in net.parameters()))
fresh = nn.LazyLinear(3)
print(fresh.load_state_dict(net[4].state_dict()), fresh(torch.ones(1, 18)).shape, fresh)
