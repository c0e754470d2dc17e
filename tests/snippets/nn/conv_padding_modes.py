# Padding with zeros, reflection, replication and wrapping round.
import torch
from torch import nn

x = torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])
for mode in ("zeros", "reflect", "replicate", "circular"):
    conv = nn.Conv1d(1, 1, 3, padding=1, bias=False, padding_mode=mode)
    nn.init.ones_(conv.weight)
    print(conv, conv(x))
