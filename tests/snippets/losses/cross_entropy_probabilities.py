# Cross-entropy with probabilities as target.
import torch
from torch import nn

logits = torch.tensor([[2.0, 1.0, 0.1], [0.5, 2.5, 0.0]])
soft = torch.tensor([[0.7, 0.2, 0.1], [0.0, 1.0, 0.0]])
print(nn.CrossEntropyLoss()(logits, soft), (-(soft * logits.log_softmax(1)).sum(1)).mean())
print(nn.CrossEntropyLoss(reduction="none")(logits, soft), nn.CrossEntropyLoss(label_smoothing=0.3)(logits, soft))
print(nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 3.0]))(logits, soft))
one_hot = nn.functional.one_hot(torch.tensor([0, 1]), 3).float()
print(torch.isclose(nn.CrossEntropyLoss()(logits, one_hot), nn.CrossEntropyLoss()(logits, torch.tensor([0, 1]))))
