# matmul and linear do not promote: both sides need one dtype.
import torch
from torch import nn

a = torch.ones(2, 3)
for other in (torch.ones(3, 2, dtype=torch.int64), torch.ones(3, 2, dtype=torch.float64), torch.ones(3)):
    try:
        print((a @ other).shape)
    except RuntimeError as error:
        print(error)
print(torch.arange(4).view(2, 2) @ torch.arange(4).view(2, 2))
try:
    nn.Linear(3, 1)(torch.ones(2, 3, dtype=torch.float64))
except RuntimeError as error:
    print(error)
