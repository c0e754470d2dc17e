# Double precision draws use 53 bits.
import torch

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    print(torch.rand(3, dtype=torch.float64), torch.randn(2, dtype=torch.float64),
          torch.randn(17, dtype=torch.float64)[:3], sep="\n")
print(f"{torch.rand(1, dtype=torch.float64).item():.15f}")
