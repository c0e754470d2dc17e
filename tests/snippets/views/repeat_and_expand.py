# expand is a view, repeat a copy.
import torch

x = torch.tensor([[1], [2]])
expanded, repeated = x.expand(2, 3), x.repeat(1, 3)
x[0, 0] = 100
print(expanded)
print(repeated)
print(expanded.stride(), repeated.stride(), expanded.is_contiguous())
