# Binary cross-entropy of probabilities; logarithms are limited to -100.
import torch
from torch import nn

p, t = torch.tensor([0.9, 0.2, 0.5]), torch.tensor([1.0, 0.0, 1.0])
print(nn.BCELoss(), nn.BCELoss()(p, t), nn.BCELoss(reduction="none")(p, t), nn.BCELoss(reduction="sum")(p, t))
print(nn.BCELoss(weight=torch.tensor([1.0, 2.0, 0.0]))(p, t))
print(nn.BCELoss(reduction="none")(torch.tensor([0.0, 1.0, 0.0]), torch.tensor([1.0, 0.0, 0.0])))
for prediction, target in [(torch.tensor([1.5]), torch.tensor([1.0])), (p, torch.ones(2)),
                           (p, torch.tensor([1, 0, 1])),
                           (torch.tensor([[0.5]]), torch.tensor([1.0]))]:
    try:
        print(nn.BCELoss()(prediction, target))
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
