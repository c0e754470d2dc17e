# Changing a model's types in place: parameters keep their identity, integers their type.
import torch
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
weight = net[0].weight
net(torch.randn(3, 2)).sum().backward()
for change in (
    lambda: net.double(),
    lambda: net.half(),
    lambda: net.bfloat16(),
    lambda: net.float(),
    lambda: net.to(torch.float64),
    lambda: net.to("cpu"),
    lambda: net.to("cpu", torch.float32),
    lambda: net.to(torch.ones(1, dtype=torch.float64)),
    lambda: net.to(device="cpu", dtype=torch.float32),
    lambda: net.cpu(),
):
    print(
        change() is net,
        weight.dtype,
        weight.grad.dtype,
        net[1].running_mean.dtype,
        net[1].num_batches_tracked.dtype,
        weight is net[0].weight,
    )
print(weight.is_leaf, weight.requires_grad, type(weight).__name__)
print(
    nn.Linear(1, 1, dtype=torch.float64).weight.dtype,
    nn.BatchNorm1d(1, dtype=torch.float64).running_var.dtype,
    nn.LSTM(1, 1, dtype=torch.float64).bias_hh_l0.dtype,
)
for action in (lambda: net.to(torch.int64), lambda: net.double()(torch.ones(3, 2)), lambda: net.to("gpu")):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, str(error).partition("\n")[0])
net.requires_grad_(False)
print([p.requires_grad for p in net.parameters()], net.training, net.eval().training, net[1].training)
net.train("yes")
