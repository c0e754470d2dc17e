# The default initial parameters stay within 1 / sqrt(fan_in).
import math
import torch
from torch import nn

torch.manual_seed(0)
for layer, fan_in in ((nn.Linear(100, 50), 100), (nn.Conv2d(3, 8, 5), 75), (nn.LSTM(4, 25), 25)):
    bound = 1 / math.sqrt(fan_in)
    print(type(layer).__name__, all(p.abs().max() <= bound for p in layer.parameters()),
          f"{bound:.4f}", f"{max(p.abs().max().item() for p in layer.parameters()):.3f}")
norm = nn.BatchNorm1d(3)
print(norm.weight.data, norm.bias.data, f"{nn.Embedding(1000, 10).weight.std().item():.2f}")
