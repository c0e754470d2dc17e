# Starting an epoch draws from the global stream, even without shuffling.
import torch
from torch.utils.data import DataLoader

for shuffle in (None, False, True):
    torch.manual_seed(0)
    if shuffle is not None:
        for _ in DataLoader(range(4), shuffle=shuffle):
            pass
    print(shuffle, torch.rand(2))
