# EmbeddingBag sums or averages the rows of each bag.
import torch
from torch import nn

weight = torch.tensor([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
for mode in ("sum", "mean", "max"):
    bag = nn.EmbeddingBag.from_pretrained(weight, mode=mode)
    print(mode, bag(torch.tensor([[0, 1], [2, 2]])))
bag = nn.EmbeddingBag.from_pretrained(weight, mode="sum")
print(bag(torch.tensor([0, 1, 2, 2]), offsets=torch.tensor([0, 3])))
print(nn.EmbeddingBag(3, 2))
