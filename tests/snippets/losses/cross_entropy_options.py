# Class weights, ignored targets, label smoothing.
import torch
from torch import nn

logits = torch.tensor([[2.0, 1.0, 0.1], [0.5, 2.5, 0.0], [1.0, 1.0, 1.0]])
target = torch.tensor([0, 2, 1])
weight = torch.tensor([1.0, 2.0, 4.0])
print(nn.CrossEntropyLoss(weight=weight)(logits, target),
      nn.CrossEntropyLoss(weight=weight, reduction="none")(logits, target))
print(nn.CrossEntropyLoss(weight=weight, reduction="sum")(logits, target))
print(nn.CrossEntropyLoss()(logits, torch.tensor([0, -100, 1])), nn.CrossEntropyLoss(ignore_index=2)(logits, target))
print(nn.CrossEntropyLoss(label_smoothing=0.1)(logits, target),
      nn.CrossEntropyLoss(label_smoothing=1.0)(logits, target))
print(nn.CrossEntropyLoss(weight=weight, label_smoothing=0.2)(logits, target))
print(nn.CrossEntropyLoss()(logits, torch.tensor([-100, -100, -100])))
print(nn.CrossEntropyLoss(reduction="none", ignore_index=0)(logits, target))
