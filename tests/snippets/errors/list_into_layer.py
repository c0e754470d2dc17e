# A Python list is no input.
from torch import nn

nn.Linear(2, 1)([1.0, 2.0])
