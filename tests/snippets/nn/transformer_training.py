# A transformer encoder layer in training, without dropout and with it; norm first.
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(3, 1, 4)
layer = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0)
y = layer(x)
print(y[:, 0].detach())
(y * torch.arange(4.0)).sum().backward()
print(layer.linear1.weight.grad[0], layer.norm1.weight.grad, sep="\n")
first = nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, norm_first=True, activation="gelu")
print(first(x)[:, 0].detach())
torch.manual_seed(3)
print(nn.TransformerEncoderLayer(4, 2, 8, dropout=0.5)(x)[:, 0].detach())
