# Seeds that are negative or longer than 32 bits.
import torch

for seed in (1, 2**32 + 1, 2**33, -1, 2**63 - 1):
    torch.manual_seed(seed)
    print(seed, torch.rand(2), torch.initial_seed())
try:
    torch.manual_seed(2**64)
except (RuntimeError, ValueError, OverflowError) as error:
    print(type(error).__name__)
