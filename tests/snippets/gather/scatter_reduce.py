# scatter_reduce with sum, prod, mean, amax and amin.
import torch

index = torch.tensor([0, 0, 1, 1, 1])
source = torch.tensor([2.0, 3.0, 4.0, 5.0, 6.0])
for how in ("sum", "prod", "mean", "amax", "amin"):
    print(how, torch.ones(3).scatter_reduce(0, index, source, reduce=how))
print(torch.zeros(3).scatter_reduce(0, index, source, reduce="mean", include_self=False))
