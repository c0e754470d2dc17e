# apply visits every module, children first: an initialiser for all linear layers.
import torch
from torch import nn

def initialise(module):
    print(type(module).__name__)
    if isinstance(module, nn.Linear):
        nn.init.constant_(module.weight, 0.5)
        nn.init.zeros_(module.bias)

model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Sequential(nn.Linear(2, 1)))
model.apply(initialise)
print(model(torch.tensor([[1.0, 3.0]])))
