# How samples become a batch: numbers, tuples, dicts, strings, tensors.
import torch
from torch.utils.data import DataLoader, default_collate

print(next(iter(DataLoader([1.5, 2.5], batch_size=2))), next(iter(DataLoader([1, 2], batch_size=2))))
print(next(iter(DataLoader([(1, 2.0), (3, 4.0)], batch_size=2))))
print(next(iter(DataLoader([{"x": torch.ones(2), "y": 1}, {"x": torch.zeros(2), "y": 0}], batch_size=2))))
print(next(iter(DataLoader([("a", 1), ("b", 2)], batch_size=2))))
print(default_collate([torch.tensor(1), torch.tensor(2)]), default_collate([[1, 2], [3, 4]]),
      default_collate([True, False]))
try:
    default_collate([torch.ones(2), torch.ones(3)])
except RuntimeError as error:
    print(error)
try:
    default_collate([None, None])
except TypeError as error:
    print(error)
