# Embedding: initial table, lookup, padding row, gradient.
import torch
from torch import nn

torch.manual_seed(0)
table = nn.Embedding(4, 3)
print(table, table.weight, sep="\n")
print(table(torch.tensor([[1, 3], [1, 0]])).shape, table(torch.tensor(2)))
padded = nn.Embedding(3, 2, padding_idx=0)
print(padded, padded.weight, sep="\n")
padded(torch.tensor([0, 1, 1])).sum().backward()
print(padded.weight.grad)
fixed = nn.Embedding.from_pretrained(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
print(fixed(torch.tensor([1])), fixed.weight.requires_grad)
