# tril, triu, diag and trace.
import torch

x = torch.arange(1, 10).view(3, 3)
print(x.tril(), x.triu(), x.tril(-1), x.triu(1))
print(x.diag(), x.diagonal(1), torch.diag(torch.tensor([1, 2]), 1), x.trace())
print(torch.diag_embed(torch.tensor([[1, 2], [3, 4]])))
print(torch.ones(2, 3).tril(1), torch.diagflat(torch.tensor([[1, 2]])))
