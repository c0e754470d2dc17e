# A dataset of one's own needs __len__ and __getitem__.
import torch
from torch.utils.data import DataLoader, Dataset

class Squares(Dataset):
    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        return torch.tensor([float(index)]), index ** 2

loader = DataLoader(Squares(5), batch_size=2)
print(len(loader), loader.batch_size, len(loader.dataset))
for features, labels in loader:
    print(features.flatten(), labels, labels.dtype)
first = next(iter(loader))
print(type(first).__name__, first[0].shape)
