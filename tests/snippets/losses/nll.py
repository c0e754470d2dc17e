# NLLLoss takes log-probabilities.
import torch
from torch import nn

logp = torch.log(torch.tensor([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]))
target = torch.tensor([0, 1])
print(nn.NLLLoss()(logp, target), nn.NLLLoss(reduction="none")(logp, target), nn.NLLLoss())
print(nn.NLLLoss(weight=torch.tensor([1.0, 3.0, 1.0]))(logp, target), nn.NLLLoss(ignore_index=1)(logp, target))
print(nn.NLLLoss()(logp.exp(), target))
try:
    nn.NLLLoss()(logp, target.float())
except RuntimeError as error:
    print(error)
