# TensorDataset holds tensors whose first dimensions agree.
import torch
from torch.utils.data import DataLoader, TensorDataset

x, y = torch.arange(10.0).view(5, 2), torch.arange(5)
dataset = TensorDataset(x, y)
print(len(dataset), dataset[1], dataset[-1][1])
print(dataset[1:3])
for features, labels in DataLoader(dataset, batch_size=2):
    print(features, labels)
try:
    TensorDataset(x, torch.zeros(4))
except AssertionError as error:
    print(error)
