# Assigning .data shares the other tensor's elements.
import torch

p, other = torch.nn.Parameter(torch.ones(2)), torch.zeros(2)
p.data = other
other[0] = 5
print(p, p._version, p.data_ptr() == other.data_ptr())
p.data[1] = 3
print(other)
for _ in range(3):
    p.data = p.data - 0.5
print(p, other)
p.data = torch.ones(2, 2, dtype=torch.float64)
print(p.shape, p.dtype)
