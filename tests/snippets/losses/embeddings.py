# Cosine embedding and triplet losses.
import torch
from torch import nn

a, b, c = torch.tensor([[1.0, 0.0]]), torch.tensor([[1.0, 1.0]]), torch.tensor([[0.0, 2.0]])
print(nn.CosineEmbeddingLoss()(a, b, torch.tensor([1.0])),
      nn.CosineEmbeddingLoss(margin=0.5)(a, b, torch.tensor([-1.0])))
print(nn.TripletMarginLoss()(a, b, c), nn.TripletMarginLoss(margin=3.0, p=1)(a, b, c))
print(nn.TripletMarginLoss(swap=True)(a, b, c), nn.TripletMarginLoss(), nn.CosineEmbeddingLoss())
