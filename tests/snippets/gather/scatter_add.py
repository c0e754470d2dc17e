# scatter_add and index_add sum what falls on the same place.
import torch

groups = torch.tensor([0, 1, 0, 2, 1, 0])
values = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
totals = torch.zeros(3).scatter_add(0, groups, values)
counts = torch.zeros(3).scatter_add(0, groups, torch.ones(6))
print(totals, counts, totals / counts)
print(torch.zeros(3).index_add(0, groups, values, alpha=2))
rows = torch.zeros(2, 3).index_add_(0, torch.tensor([1, 1]), torch.tensor([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]))
print(rows)
print(torch.bincount(groups, weights=values))
