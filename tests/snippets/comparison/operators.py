# Comparisons give bool tensors, broadcast and promote.
import torch

x = torch.tensor([1, 2, 3])
print(x == 2, x != 2, x < 2, x <= 2, x > 2, x >= 2)
print(x == torch.tensor([1.0, 2.5, 3.0]), 2 < x, 2 == x)
print(torch.eq(x, 2), x.lt(3), x.ge(torch.tensor([3, 2, 1])), torch.ne(x, x))
print((x[:, None] > x).int())
print((1 < x) & (x < 3), torch.logical_and(x > 0, x < 3))
