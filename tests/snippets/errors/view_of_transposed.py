# A transposed tensor has no such view.
import torch

x = torch.arange(6).view(2, 3).t()
print(x.reshape(6))
x.view(6)
