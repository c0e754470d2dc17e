# A word number outside the table.
import torch
from torch import nn

nn.Embedding(10, 4)(torch.tensor([3, 10]))
