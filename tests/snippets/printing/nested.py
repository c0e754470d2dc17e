# Three and four dimensions: blank lines between blocks.
import torch

print(torch.arange(8).view(2, 2, 2))
print(torch.arange(16.0).view(2, 2, 2, 2) / 2)
print(torch.zeros(1, 1, 1), torch.zeros(2, 1, 1), torch.ones(1, 2, 1, 2))
