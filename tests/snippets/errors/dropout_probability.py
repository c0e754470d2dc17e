# Per cent instead of a fraction.
from torch import nn

nn.Dropout(50)
