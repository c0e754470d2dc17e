# bincount counts integers, histc and histogram count into equal bins.
import torch

x = torch.tensor([1, 3, 1, 0, 5])
print(torch.bincount(x), torch.bincount(x, minlength=8))
print(torch.bincount(x, weights=torch.tensor([0.5, 1.0, 0.5, 2.0, 4.0])))
data = torch.tensor([0.0, 0.1, 0.5, 0.9, 1.0, 2.0])
print(torch.histc(data, bins=4), torch.histc(data, bins=2, min=0, max=1))
counts, edges = torch.histogram(data, bins=4, range=(0.0, 2.0))
print(counts, edges)
try:
    torch.bincount(torch.tensor([-1, 2]))
except RuntimeError as error:
    print(error)
