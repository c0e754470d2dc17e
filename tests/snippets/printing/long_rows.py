# Rows wrap before column 80.
import torch

print(torch.arange(30))
print(torch.arange(25) / 4)
print(torch.arange(40).view(2, 20))
print(torch.linspace(0, 1, 20))
print(torch.zeros(13), torch.zeros(26))
print(torch.tensor([True, False] * 8))
