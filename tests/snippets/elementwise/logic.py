# Logical functions and bitwise operators.
import torch

a, b = torch.tensor([True, True, False, False]), torch.tensor([True, False, True, False])
print(torch.logical_and(a, b), torch.logical_or(a, b), torch.logical_xor(a, b), torch.logical_not(a))
print(torch.logical_and(torch.tensor([0.0, 2.0]), torch.tensor([1.0, -1.0])), torch.logical_not(torch.tensor([0, 3])))
x, y = torch.tensor([12, 10, -1]), torch.tensor([10, 6, 3])
print(x & y, x | y, x ^ y, ~x)
print(x << 2, x >> 1, torch.bitwise_and(x, 8), 5 & x)
