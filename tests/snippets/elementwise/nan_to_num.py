# nan_to_num, isnan, isinf, isfinite, isposinf, isneginf.
import torch

x = torch.tensor([float("nan"), float("inf"), -float("inf"), 1.0])
print(x.isnan(), x.isinf(), x.isfinite())
print(x.isposinf(), x.isneginf(), torch.isnan(torch.tensor([1, 2])))
print(torch.nan_to_num(x))
print(torch.nan_to_num(x, nan=0.5, posinf=9, neginf=-9))
print(x == x, (x != x).any(), x.nansum(), x[torch.isfinite(x)])
