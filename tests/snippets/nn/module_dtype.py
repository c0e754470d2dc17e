# double, half, float and to change the dtype of floating point parameters.
import torch
from torch import nn

layer = nn.Linear(2, 1).double()
print(layer.weight.dtype, layer(torch.ones(1, 2, dtype=torch.float64)).dtype)
print(layer.float().weight.dtype, layer.to(torch.float64).bias.dtype, layer.to("cpu") is layer)
norm = nn.BatchNorm1d(2).to(torch.float64)
print(norm.running_mean.dtype, norm.num_batches_tracked.dtype)
print(next(layer.parameters()).device, nn.Linear(1, 1, dtype=torch.float64).weight.dtype)
