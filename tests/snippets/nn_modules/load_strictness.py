# load_state_dict: missing, unexpected and misshapen entries, and what assign does.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 2)
        self.head = nn.Linear(2, 1)


torch.manual_seed(0)
net = Net()
other = {
    "body.weight": torch.zeros(2, 2),
    "body.extra": torch.ones(1),
    "tail.weight": torch.ones(1),
    "head.bias": torch.ones(3),
}
for strict in (True, False):
    try:
        print(net.load_state_dict(other, strict=strict))
    except RuntimeError as error:
        print(error)
print(net.body.weight.tolist())
del other["head.bias"]
result = net.load_state_dict(other, strict=False)
print(result)
print(result.missing_keys, result.unexpected_keys)
for wrong in (net, None, [1]):
    try:
        net.load_state_dict(wrong)
    except TypeError as error:
        print(error)
full = {key: torch.zeros_like(value) for key, value in net.state_dict().items()}
full["head.weight"] = "zeros"
try:
    net.load_state_dict(full)
except RuntimeError as error:
    print(error)
full["head.weight"] = torch.ones(1, 2, dtype=torch.float64)
print(net.load_state_dict(full), net.head.weight)
before = net.head.weight
print(net.load_state_dict(full, assign=True), net.head.weight, net.head.weight is before)
