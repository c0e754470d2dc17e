# Cross-entropy of logits and class numbers is -log softmax of the right class.
import torch
from torch import nn

logits = torch.tensor([[2.0, 1.0, 0.1], [0.5, 2.5, 0.0]])
target = torch.tensor([0, 2])
loss = nn.CrossEntropyLoss()
print(loss, loss(logits, target))
print(-logits.log_softmax(1)[range(2), target].mean(), nn.NLLLoss()(logits.log_softmax(1), target))
print(nn.CrossEntropyLoss(reduction="none")(logits, target), nn.CrossEntropyLoss(reduction="sum")(logits, target))
print(loss(torch.zeros(4, 10), torch.tensor([3, 1, 4, 1])), loss(logits[0], torch.tensor(0)))
print(loss(torch.tensor([[100.0, 0.0]]), torch.tensor([1])), loss(torch.tensor([[100.0, 0.0]]), torch.tensor([0])))
