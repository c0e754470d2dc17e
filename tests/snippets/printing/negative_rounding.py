# Rounding at the fourth digit, and negative values that round to zero.
import torch

print(torch.tensor([0.00005, 0.12345, 0.12355]), torch.tensor([-0.00004, 1.0]), torch.tensor([0.99996, 0.5]))
print(torch.tensor([1.99999, 0.5]), torch.tensor([9.99996, 0.25]), torch.tensor([-9.99996]))
print(torch.tensor([1e-4]), torch.tensor([0.99e-4]), torch.tensor([0.12345678], dtype=torch.float64))
