# BatchNorm without affine parameters, without running statistics, with momentum None.
import torch
from torch import nn

x = torch.tensor([[1.0], [3.0], [8.0]])
plain = nn.BatchNorm1d(1, affine=False)
print(plain, list(plain.parameters()), plain(x).flatten())
untracked = nn.BatchNorm1d(1, track_running_stats=False)
print(untracked.running_mean, untracked.eval()(x).flatten())
average = nn.BatchNorm1d(1, momentum=None)
for shift in (0.0, 10.0):
    average(x + shift)
print(average.running_mean, average.running_var)
print(nn.BatchNorm1d(1, eps=1.0)(x).flatten())
for bad in (torch.ones(1, 1), torch.ones(2, 3)):
    try:
        nn.BatchNorm1d(1)(bad)
    except (ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
