# The last short batch is kept, or dropped; counting batches.
import torch
from torch.utils.data import DataLoader

for drop_last in (False, True):
    for size in (1, 3, 5, 10, 20):
        loader = DataLoader(torch.arange(10), batch_size=size, drop_last=drop_last)
        print(drop_last, size, len(loader), [len(batch) for batch in loader])
print([batch for batch in DataLoader([5, 6], batch_size=None)])
