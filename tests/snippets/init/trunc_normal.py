# trunc_normal_ keeps drawing until the value is inside.
import torch
from torch import nn

torch.manual_seed(0)
print(nn.init.trunc_normal_(torch.empty(2, 4), mean=0.0, std=1.0, a=-1.0, b=1.0))
print(nn.init.trunc_normal_(torch.empty(5), std=0.02))
