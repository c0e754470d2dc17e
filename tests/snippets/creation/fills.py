# zeros, ones, full, eye and empty: sizes as arguments, as a tuple, as a torch.Size.
import torch

print(torch.zeros(2, 3))
print(torch.ones((2, 2), dtype=torch.int64))
print(torch.zeros(torch.Size([3])))
print(torch.full((2, 3), 7), torch.full((2,), 7.5), torch.full((2,), True))
print(torch.full((), 3.0))
print(torch.eye(3))
print(torch.eye(2, 4, dtype=torch.int32))
print(torch.empty(0), torch.empty(2, 0).shape)
print(torch.empty(3, 4).shape, torch.empty(3, 4).dtype)
