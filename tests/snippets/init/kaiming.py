# Kaiming (He) initialisation with its modes.
import torch
from torch import nn

torch.manual_seed(42)
print(nn.init.kaiming_uniform_(torch.empty(3, 4)))
print(nn.init.kaiming_normal_(torch.empty(3, 4)))
print(nn.init.kaiming_uniform_(torch.empty(2, 5), mode="fan_out", nonlinearity="relu"))
print(nn.init.kaiming_normal_(torch.empty(2, 2), a=0.2, nonlinearity="leaky_relu"))
w = nn.init.kaiming_normal_(torch.empty(256, 100), nonlinearity="relu")
print(f"{w.std().item():.2f} {(2 / 100) ** 0.5:.2f}")
