# An embedding is a row lookup, and its gradient adds up repeated rows.
import torch
import torch.nn.functional as F

table = torch.tensor([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]], requires_grad=True)
words = torch.tensor([[0, 2], [2, 2]])
print(F.embedding(words, table))
print(torch.equal(F.embedding(words, table), table[words]))
F.embedding(words, table).sum().backward()
print(table.grad)
