# Hinge-like losses.
import torch
from torch import nn

x = torch.tensor([[0.1, 0.2, 0.7], [0.5, 0.4, 0.1]])
print(nn.MultiMarginLoss()(x, torch.tensor([2, 1])), nn.MultiMarginLoss(p=2, margin=0.5)(x, torch.tensor([2, 1])))
print(nn.HingeEmbeddingLoss()(torch.tensor([0.3, 1.5]), torch.tensor([1.0, -1.0])))
print(nn.MarginRankingLoss(margin=0.1)(torch.tensor([0.5, 0.2]), torch.tensor([0.3, 0.6]), torch.tensor([1.0, 1.0])))
print(nn.SoftMarginLoss()(torch.tensor([0.5, -1.0]), torch.tensor([1.0, 1.0])))
print(nn.MultiLabelSoftMarginLoss()(x, torch.tensor([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])))
print(nn.MultiLabelMarginLoss()(x, torch.tensor([[2, -1, 0], [0, 1, -1]])))
