# linspace includes both ends; logspace takes exponents.
import torch

print(torch.linspace(0, 1, 5))
print(torch.linspace(-10, 10, steps=5))
print(torch.linspace(3, 3, 2), torch.linspace(2, 9, 1), torch.linspace(0, 1, 0))
print(torch.linspace(0, 10, 4, dtype=torch.int64))
print(torch.linspace(1, 0, 3, dtype=torch.float64))
print(torch.logspace(0, 3, 4))
print(torch.logspace(0, 4, 3, base=2))
