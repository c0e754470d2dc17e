# The format of a summary looks only at what is shown.
import torch

x = torch.zeros(2000)
x[1000] = 1e10
print(x)
x[1] = 0.5
print(x)
x[1999] = 1e10
print(x)
print(torch.ones(7, 200), torch.ones(1001, 1)[:0].shape)
