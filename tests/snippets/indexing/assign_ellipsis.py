# Assignment with None, ..., steps and broadcasting.
import torch

x = torch.zeros(2, 3, 2)
x[..., 0] = torch.tensor([1.0, 2.0, 3.0])
x[1, ..., 1] = 5
print(x)
x[:, ::2] = torch.tensor([[7.0], [8.0]])
print(x)
x[:, None, 1] = -1
x[0] = x[1].clone()
print(x)
y = torch.zeros(4)
y[::2], y[1::2] = 1, torch.tensor([2.0, 3.0])
print(y)
