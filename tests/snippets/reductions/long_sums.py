# Long float32 sums stay accurate: they are added in blocks.
import torch

print(torch.full((1_000_000,), 0.1).sum().item() - 100000 < 0.1)
print(f"{torch.full((1_000_000,), 0.1).mean().item():.6f}")
print(torch.arange(1, 100_001).sum(), torch.arange(1, 100_001, dtype=torch.float64).sum().item())
total = torch.tensor(0.0)
for _ in range(1000):
    total += 0.1
print(f"{total.item():.4f}")
print(torch.ones(1_000_003).sum().item())
