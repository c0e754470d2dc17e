# searchsorted and bucketize find places in a sorted row.
import torch

edges = torch.tensor([1.0, 3.0, 5.0])
values = torch.tensor([0.0, 1.0, 2.0, 5.0, 9.0])
print(torch.searchsorted(edges, values))
print(torch.searchsorted(edges, values, right=True))
print(torch.bucketize(values, edges), torch.bucketize(values, edges, right=True))
print(torch.searchsorted(edges, 4.0), torch.bucketize(torch.tensor([[2.0], [6.0]]), edges))
rows = torch.tensor([[1, 2, 3], [10, 20, 30]])
print(torch.searchsorted(rows, torch.tensor([[2], [25]])))
