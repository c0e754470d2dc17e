# randperm for three seeds.
import torch

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    print(torch.randperm(10), torch.randperm(5), torch.randperm(1), torch.randperm(0))
torch.manual_seed(0)
p = torch.randperm(100_003)
print(p[:5], p[-5:], torch.equal(p.sort().values, torch.arange(100_003)))
x = torch.arange(6).view(3, 2)
print(x[torch.randperm(3)])
