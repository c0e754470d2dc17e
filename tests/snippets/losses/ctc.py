# Connectionist temporal classification of a tiny sequence.
import torch
from torch import nn

logp = torch.log(torch.tensor([[[0.1, 0.6, 0.3]], [[0.7, 0.2, 0.1]], [[0.2, 0.2, 0.6]]]))
loss = nn.CTCLoss(reduction="none")
value = loss(logp, torch.tensor([[1, 2]]), torch.tensor([3]), torch.tensor([2]))
print(value, (-value).exp())
