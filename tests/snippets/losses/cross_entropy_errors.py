# Targets that cross-entropy refuses.
import torch
from torch import nn

logits = torch.zeros(4, 3)
for target in (torch.tensor([0.0, 1.0, 2.0, 0.0]), torch.tensor([0, 1, 2, 3]), torch.tensor([0, 1, -1, 2]),
               torch.tensor([0, 1]),
               torch.zeros(4, 3, dtype=torch.int64), torch.zeros(4, 1, dtype=torch.int64), torch.zeros(4, 2),
               torch.tensor([0, 1, 2, 0], dtype=torch.int32)):
    try:
        print(nn.CrossEntropyLoss()(logits, target))
    except Exception as error:
        print(type(error).__name__, "-", error)
try:
    nn.CrossEntropyLoss(weight=torch.ones(2))(logits, torch.tensor([0, 1, 2, 0]))
except RuntimeError as error:
    print(error)
