# The loss was computed without recording.
import torch
from torch import nn

layer = nn.Linear(2, 1)
with torch.no_grad():
    loss = layer(torch.ones(1, 2)).sum()
loss.backward()
