# No such layer.
from torch import nn

nn.Dense(3, 2)
