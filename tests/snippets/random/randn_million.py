# A million normal numbers: slices and statistics.
import torch

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    x = torch.randn(1_000_003)
    print(x[:3], x[500_000:500_003], x[-3:])
    print(f"{x.double().sum().item():.1f} {x.double().std().item():.5f}", x.argmax().item(), torch.randn(2))
