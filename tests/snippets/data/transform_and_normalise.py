# A dataset with a transform, and statistics over its batches.
import torch
from torch.utils.data import DataLoader, Dataset

class Scaled(Dataset):
    def __init__(self, values, transform=None):
        self.values, self.transform = values, transform

    def __len__(self):
        return len(self.values)

    def __getitem__(self, index):
        value = self.values[index]
        return self.transform(value) if self.transform else value

values = torch.arange(8.0)
raw = torch.cat(list(DataLoader(Scaled(values), batch_size=3)))
mean, std = raw.mean(), raw.std()
scaled = torch.cat(list(DataLoader(Scaled(values, lambda v: (v - mean) / std), batch_size=3)))
print(mean, std, scaled, sep="\n")
