# Dropout2d drops whole channels.
import torch
from torch import nn

torch.manual_seed(1)
drop = nn.Dropout2d(0.5)
print(drop(torch.ones(2, 4, 1, 2)))
print(drop)
