# Predictions as a column, targets as a row.
import torch
from torch import nn

nn.BCEWithLogitsLoss()(torch.zeros(3, 1), torch.zeros(3))
