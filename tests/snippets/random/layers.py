# Initial parameters of Linear, Conv2d, Embedding and LSTM for three seeds.
import torch
from torch import nn

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    for layer in (nn.Linear(3, 2), nn.Conv2d(1, 2, 2), nn.Embedding(2, 3), nn.LSTM(2, 1)):
        print(seed, layer)
        for name, value in layer.named_parameters():
            print("   ", name, value.detach().flatten())
