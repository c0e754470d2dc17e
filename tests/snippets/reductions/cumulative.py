# cumsum, cumprod, cummax, cummin, logcumsumexp.
import torch

x = torch.tensor([[1, 3, 2], [4, 1, 5]])
print(x.cumsum(1), x.cumsum(0), x.cumprod(1))
print(x.cummax(1))
print(torch.cummin(x, dim=0).values)
print(torch.tensor([1.0, 2.0, 3.0]).logcumsumexp(0))
print(torch.tensor([1.0, float("nan"), 2.0]).cumsum(0), torch.tensor([1.0, float("nan"), 2.0]).cummax(0).values)
print(torch.tensor([True, True, False]).cumsum(0), torch.tensor(3).cumsum(0))
print(torch.diff(torch.tensor([1, 4, 9, 16])), torch.diff(x, dim=0))
