# A generator of its own keeps the order independent of the global seed.
import torch
from torch.utils.data import DataLoader

for seed in (1, 1, 2):
    generator = torch.Generator().manual_seed(seed)
    torch.rand(seed)
    loader = DataLoader(list(range(8)), batch_size=3, shuffle=True, generator=generator)
    print([batch.tolist() for batch in loader], [batch.tolist() for batch in loader])
