# uniform_, normal_, trunc_normal_ from a seed.
import torch
from torch import nn

torch.manual_seed(0)
print(nn.init.uniform_(torch.empty(2, 3)), nn.init.uniform_(torch.empty(2, 2), -1, 1), sep="\n")
print(nn.init.normal_(torch.empty(2, 3)), nn.init.normal_(torch.empty(3), mean=10, std=0.1), sep="\n")
values = nn.init.trunc_normal_(torch.empty(2000), std=1.0, a=-1, b=1)
print(bool((values.abs() <= 1).all()), f"{values.std().item():.2f}")
