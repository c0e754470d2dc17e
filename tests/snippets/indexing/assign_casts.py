# The value assigned is cast to the tensor's dtype.
import torch

x = torch.zeros(3, dtype=torch.int64)
x[0] = 2.9
x[1] = True
x[2] = torch.tensor(-1.5)
print(x)
flags = torch.zeros(3, dtype=torch.bool)
flags[1] = 5
print(flags)
single = torch.zeros(2)
single[:] = torch.tensor([1, 2])
print(single)
try:
    x[torch.tensor([0])] = torch.tensor([1.5])
except RuntimeError as error:
    print(error)
