# Cross-entropy per pixel: classes are dimension 1.
import torch
from torch import nn

logits = torch.arange(24.0).view(2, 3, 2, 2).sin()
target = torch.tensor([[[0, 1], [2, 0]], [[1, 1], [0, 2]]])
print(nn.CrossEntropyLoss()(logits, target), nn.CrossEntropyLoss(reduction="none")(logits, target).shape)
flat = logits.permute(0, 2, 3, 1).reshape(-1, 3)
print(nn.CrossEntropyLoss()(flat, target.flatten()))
