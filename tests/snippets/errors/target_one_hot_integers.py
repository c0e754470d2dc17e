# One-hot targets that are still integers.
import torch
from torch import nn
from torch.nn.functional import one_hot

nn.CrossEntropyLoss()(torch.zeros(2, 3), one_hot(torch.tensor([0, 2]), 3))
