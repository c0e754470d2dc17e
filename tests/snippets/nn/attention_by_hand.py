# The same attention written with matrix products.
import math
import torch
from torch import nn

torch.manual_seed(1)
layer = nn.MultiheadAttention(4, 2, batch_first=True)
x = torch.randn(2, 3, 4)
q, k, v = (x @ layer.in_proj_weight.T + layer.in_proj_bias).chunk(3, dim=-1)
q, k, v = (t.view(2, 3, 2, 2).transpose(1, 2) for t in (q, k, v))
weights = (q @ k.transpose(-2, -1) / math.sqrt(2)).softmax(-1)
mixed = (weights @ v).transpose(1, 2).reshape(2, 3, 4)
output = layer.out_proj(mixed)
expected, average = layer(x, x, x)
print(torch.allclose(output, expected, atol=1e-6), torch.allclose(weights.mean(1), average, atol=1e-6))
print(output[0].detach())
