# Word numbers as floats.
import torch
from torch import nn

nn.Embedding(10, 4)(torch.tensor([3.0, 1.0]))
