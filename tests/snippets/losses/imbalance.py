# A constant guess on unbalanced classes, plain and weighted.
import torch
from torch import nn

target = torch.tensor([0.0] * 9 + [1.0])
guess = torch.full((10,), -2.0)
print(f"{nn.BCEWithLogitsLoss()(guess, target).item():.4f}")
print(f"{nn.BCEWithLogitsLoss(pos_weight=torch.tensor(9.0))(guess, target).item():.4f}")
accuracy = ((guess > 0) == target.bool()).float().mean()
print(f"accuracy {accuracy.item():.2f}, recall {((guess > 0) & target.bool()).sum().item() / 1:.2f}")
