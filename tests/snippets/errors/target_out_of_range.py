# A class number as large as the number of classes.
import torch
from torch import nn

nn.CrossEntropyLoss()(torch.zeros(3, 5), torch.tensor([0, 4, 5]))
