# Two iterators of a loader are independent; enumerate, next, an iterator that ends.
import torch
from torch.utils.data import DataLoader

loader = DataLoader(torch.arange(4), batch_size=2)
first, second = iter(loader), iter(loader)
print(next(first), next(second), next(first))
try:
    next(first)
except StopIteration:
    print("ended")
for i, batch in enumerate(loader, start=1):
    print(i, batch)
print([x.item() for batch in loader for x in batch], next(iter(loader)))
