# Samples of unequal length cannot be stacked.
import torch
from torch.utils.data import DataLoader

next(iter(DataLoader([torch.zeros(2), torch.zeros(3)], batch_size=2)))
