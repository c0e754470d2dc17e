# quantile interpolates between neighbours.
import torch

x = torch.tensor([1.0, 2.0, 3.0, 10.0])
print(x.quantile(0.5), x.quantile(torch.tensor([0.0, 0.25, 1.0])))
for how in ("linear", "lower", "higher", "nearest", "midpoint"):
    print(how, torch.quantile(x, 0.4, interpolation=how))
m = torch.tensor([[1.0, 3.0], [5.0, 7.0]])
print(m.quantile(0.5, dim=0), m.quantile(0.5, dim=1, keepdim=True))
print(torch.tensor([1.0, float("nan"), 3.0]).nanquantile(0.5), torch.tensor([1.0, float("nan")]).quantile(0.5))
try:
    x.quantile(1.5)
except RuntimeError as error:
    print(error)
