# Subset, ConcatDataset and their indices.
import torch
from torch.utils.data import ConcatDataset, DataLoader, Subset, TensorDataset

a, b = TensorDataset(torch.arange(3)), TensorDataset(torch.arange(10, 14))
both = ConcatDataset([a, b])
print(len(both), both[2], both[3], both[-1], both.cumulative_sizes, len(a + b))
part = Subset(both, [6, 0, 4])
print(len(part), [item[0].item() for item in part], part.indices)
print([batch[0] for batch in DataLoader(part, batch_size=2)])
try:
    both[7]
except (IndexError, ValueError) as error:
    print(type(error).__name__, error)
