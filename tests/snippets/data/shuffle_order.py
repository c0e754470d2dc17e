# The order that shuffle=True gives for a seed, in two epochs.
import torch
from torch.utils.data import DataLoader

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    loader = DataLoader(list(range(10)), batch_size=4, shuffle=True)
    for epoch in range(2):
        print(seed, epoch, [batch.tolist() for batch in loader])
    print(torch.rand(1))
