# Counting parameters of common layers.
from torch import nn

def count(module):
    return sum(p.numel() for p in module.parameters() if p.requires_grad)

for layer in (nn.Linear(20, 10), nn.Linear(20, 10, bias=False), nn.Conv2d(3, 16, 3), nn.Conv2d(16, 16, 3, groups=16),
              nn.BatchNorm2d(16), nn.LayerNorm(8), nn.Embedding(100, 8), nn.LSTM(8, 16), nn.GRU(8, 16), nn.RNN(8, 16),
              nn.MultiheadAttention(8, 2), nn.ReLU(), nn.PReLU(), nn.Bilinear(2, 3, 4)):
    print(f"{count(layer):6}", layer)
