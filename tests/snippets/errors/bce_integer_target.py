# Integer targets in binary cross-entropy.
import torch
from torch import nn

nn.BCELoss()(torch.tensor([0.2, 0.7]), torch.tensor([0, 1]))
