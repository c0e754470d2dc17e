# Batches from samples, and samples from batches.
import torch

samples = [(torch.full((2,), float(i)), i % 2) for i in range(3)]
x = torch.stack([features for features, _ in samples])
y = torch.tensor([label for _, label in samples])
print(x, y, x.shape)
print([row.tolist() for row in x], list(zip(x.tolist(), y.tolist())))
first, *others = x.split(1)
print(first, len(others), torch.cat([first] + others).equal(x))
windows = torch.stack([torch.arange(10)[i:i + 3] for i in range(0, 6, 2)])
print(windows, windows.t().contiguous().view(-1))
