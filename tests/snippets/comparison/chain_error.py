# A chained comparison needs a truth value in the middle.
import torch

x = torch.tensor([1, 2, 3])
print((x > 0) & (x < 3))
print(0 < x < 3)
