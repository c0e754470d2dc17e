# split by sizes, chunk by number, unbind by row.
import torch

x = torch.arange(10)
print(x.split(4))
print(x.split([1, 2, 7]))
print(x.chunk(3), len(x.chunk(20)))
print(torch.arange(6).view(2, 3).unbind(), torch.arange(6).view(2, 3).split(2, dim=1))
print(torch.tensor_split(x, 4)[0], torch.tensor_split(x, (2, 5))[1])
left, right = torch.arange(8).view(2, 4).chunk(2, dim=1)
print(left, right)
try:
    x.split([3, 3])
except RuntimeError as error:
    print(error)
