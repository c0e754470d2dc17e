# The same training step in float32 and float64.
import torch
from torch import nn

for dtype in (torch.float32, torch.float64):
    torch.manual_seed(0)
    layer = nn.Linear(3, 2).to(dtype)
    x = torch.ones(1, 3, dtype=dtype)
    loss = layer(x).pow(2).sum()
    loss.backward()
    print(loss, layer.weight.grad, sep="\n")
