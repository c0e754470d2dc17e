# What normalisation layers keep and forget: running statistics, momentum, resetting, evaluation.
import torch
from torch import nn

x = torch.tensor([[1.0, 10.0], [3.0, 30.0]])
norm = nn.BatchNorm1d(2, momentum=0.5)
norm(x)
print(norm.running_mean, norm.running_var, norm.num_batches_tracked)
average = nn.BatchNorm1d(2, momentum=None)
for factor in (1, 2, 3):
    average(x * factor)
print(average.running_mean, average.num_batches_tracked)
norm.eval()
print(norm(x + 2), norm.num_batches_tracked)
norm.reset_running_stats()
print(norm.running_mean, norm.running_var, norm.num_batches_tracked, list(norm.state_dict()))
free = nn.BatchNorm1d(2, affine=False, track_running_stats=False).eval()
print(free.weight, free.running_mean, free(x), list(free.state_dict()), list(free.parameters()))
print(nn.BatchNorm1d(2, bias=False).bias, nn.LayerNorm(2, bias=False).bias, nn.GroupNorm(1, 2, bias=False).bias)
norm.weight.data.fill_(9)
norm.reset_parameters()
print(norm.weight)
image = torch.arange(8.0).view(1, 2, 2, 2)
print(
    nn.InstanceNorm2d(2, affine=True)(image).sum((2, 3)).abs() < 1e-5,
    nn.GroupNorm(2, 2)(image)[0, 0, 0, 0],
    nn.LayerNorm((2, 2, 2))(image).mean().abs() < 1e-6,
)
print(nn.RMSNorm(2)(x), nn.LocalResponseNorm(2)(image)[0, 1, 1])
