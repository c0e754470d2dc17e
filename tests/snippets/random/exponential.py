# exponential_ inverts the distribution of a uniform number.
import torch

for seed in (0, 42, 12345678901):
    torch.manual_seed(seed)
    print(torch.empty(4).exponential_(), torch.empty(2).exponential_(2.0), torch.empty(20).exponential_()[-3:],
          sep="\n")
torch.manual_seed(0)
print(f"{torch.empty(10_000).exponential_(0.5).mean().item():.2f}")
