# Dropout: the mask of a seed, the scale, and evaluation.
import torch
from torch import nn

torch.manual_seed(0)
drop = nn.Dropout(0.5)
print(drop)
print(drop(torch.ones(10)))
print(drop(torch.ones(10)))
print(nn.Dropout(0.2)(torch.ones(2, 5)))
drop.eval()
print(drop(torch.ones(4)))
print(nn.Dropout(0)(torch.ones(3)), nn.Dropout(1)(torch.ones(3)))
for p in (1.5, -0.1):
    try:
        nn.Dropout(p)
    except ValueError as error:
        print(error)
