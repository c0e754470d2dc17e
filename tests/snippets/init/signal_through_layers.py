# The spread of a signal through ten layers, by initialiser.
import torch
from torch import nn

for name, initialise in {
    "normal 0.01": lambda w: nn.init.normal_(w, std=0.01), "normal 1": lambda w: nn.init.normal_(w, std=1.0),
    "xavier": nn.init.xavier_normal_, "kaiming": lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"),
}.items():
    torch.manual_seed(0)
    x = torch.randn(64, 100)
    for _ in range(10):
        x = torch.relu(x @ initialise(torch.empty(100, 100)))
    print(f"{name:12} {x.std().item():.2e}")
