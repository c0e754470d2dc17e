# Logits where probabilities belong.
import torch
from torch import nn

nn.BCELoss()(torch.tensor([2.5, -1.0]), torch.tensor([1.0, 0.0]))
