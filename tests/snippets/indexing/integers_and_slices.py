# Integers drop a dimension, slices keep it; negatives count from the end.
import torch

x = torch.arange(12).view(3, 4)
print(x[1], x[1, 2], x[-1, -1])
print(x[0:2], x[:, 1])
print(x[:, 1:3].shape, x[1:2].shape, x[::2])
print(x[:, ::2], x[2:, :-2])
print(x[5:], x[2:1].shape)
print(x[1][2].item(), x[(1, 2)])
