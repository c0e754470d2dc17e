# Python counts from zero.
import torch

x = torch.zeros(3, 2)
print(x[2])
x[3]
