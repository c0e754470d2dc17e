# A million uniform numbers: slices and statistics.
import torch

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    x = torch.rand(1_000_003)
    print(x[:3], x[500_000:500_003], x[-3:])
    print(f"{x.double().sum().item():.3f} {x.double().std().item():.6f}", x.argmax().item(), torch.rand(2))
