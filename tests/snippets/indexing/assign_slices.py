# Assignment to slices, rows, columns and single elements.
import torch

x = torch.zeros(3, 4)
x[0] = 1
x[1, 2] = 5.5
x[:, 3] = torch.tensor([7.0, 8.0, 9.0])
x[2, :2] = torch.tensor([-1.0, -2.0])
print(x)
x[...] = 2
x[1:, 1:3] += torch.tensor([[10.0], [20.0]])
print(x)
x[:] = torch.arange(4)
x[-1] *= 3
print(x)
