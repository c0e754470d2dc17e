# Reductions of nothing.
import torch

x = torch.zeros(0)
print(x.sum(), x.prod(), x.mean(), x.any(), x.all(), x.norm(), x.logsumexp(0))
print(torch.zeros(2, 0).sum(1), torch.zeros(0, 3).mean(0), torch.zeros(0, 2).sum(0))
print(torch.zeros(2, 0).cumsum(1).shape, x.sort(), x.var())
for name in ("max", "min", "argmax", "amax", "median"):
    try:
        print(name, getattr(x, name)())
    except (RuntimeError, IndexError) as error:
        print(f"{name}: {type(error).__name__}: {error}")
try:
    torch.zeros(2, 0).max(1)
except IndexError as error:
    print(error)
