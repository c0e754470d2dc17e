# randn for three seeds: below 16 elements one way, from 16 on another.
import torch

for seed in (0, 42, 12345678901):
    for n in (1, 3, 15, 16, 17, 33):
        torch.manual_seed(seed)
        print(seed, n, torch.randn(n)[:5], torch.randn(n)[-3:])
