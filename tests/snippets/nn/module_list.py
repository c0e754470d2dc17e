# ModuleList and ModuleDict register what they hold.
import torch
from torch import nn

layers = nn.ModuleList([nn.Linear(2, 2) for _ in range(3)])
layers.append(nn.ReLU())
layers.extend([nn.Linear(2, 1)])
print(layers, len(layers), layers[0], sep="\n")
x = torch.zeros(1, 2)
for layer in layers:
    x = layer(x)
print(x.shape, len(list(layers.parameters())))
choices = nn.ModuleDict({"relu": nn.ReLU(), "tanh": nn.Tanh()})
choices["linear"] = nn.Linear(2, 2)
print(choices, list(choices.keys()), "tanh" in choices)
print(nn.ModuleList([nn.Sequential(nn.Linear(2, 2), nn.ReLU()) for _ in range(2)]))
