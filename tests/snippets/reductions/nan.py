# nan spreads through ordinary reductions, nansum and nanmean skip it.
import torch

x = torch.tensor([[1.0, float("nan"), 3.0], [4.0, 5.0, 6.0]])
print(x.sum(), x.mean(1), x.max(), x.min(1))
print(x.nansum(), x.nansum(1), x.nanmean(), x.nanmean(0))
print(x.std(1), x.norm(), x.cumsum(1))
print(x[~x.isnan()].mean(), x.isnan().sum())
