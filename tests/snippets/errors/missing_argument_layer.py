# A layer without its output size.
from torch import nn

nn.Linear(3)
