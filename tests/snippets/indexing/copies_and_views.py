# Slices are views of the same storage; index tensors and masks copy.
import torch

x = torch.arange(6)
view, copy, masked = x[1:4], x[torch.tensor([1, 2, 3])], x[x > 3]
view[0] = 100
copy[1] = 200
masked[0] = 300
print(x, view, copy, masked)
x[[0, 1]] = -1
print(x)
x[1:4][0] = 50
x[[2, 3]][0] = 60
print(x)
