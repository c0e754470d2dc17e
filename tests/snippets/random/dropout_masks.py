# Dropout masks for three seeds and several rates.
import torch
import torch.nn.functional as F

for seed in (0, 42, 12345678901):
    for p in (0.1, 0.5, 0.9):
        torch.manual_seed(seed)
        print(seed, p, (F.dropout(torch.ones(20), p) > 0).int().tolist(), f"{torch.rand(1).item():.4f}")
