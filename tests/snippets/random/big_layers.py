# Sums of the initial parameters of larger layers.
import torch
from torch import nn

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    for layer in (nn.Linear(784, 128), nn.Conv2d(3, 64, 3), nn.Embedding(1000, 32), nn.GRU(16, 32, 2),
                  nn.MultiheadAttention(16, 2),
                  nn.TransformerEncoderLayer(16, 2, 32)):
        print(type(layer).__name__, [f"{p.double().sum().item():.2f}" for p in layer.parameters()][:4])
