# A layer does not know this option.
from torch import nn

nn.Linear(3, 2, activation="relu")
