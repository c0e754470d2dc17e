# A list in Sequential, without its star.
from torch import nn

layers = [nn.Linear(2, 2), nn.ReLU()]
print(len(nn.Sequential(*layers)))
nn.Sequential(layers)
