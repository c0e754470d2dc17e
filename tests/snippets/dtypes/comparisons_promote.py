# Comparisons between dtypes compare values.
import torch

print(torch.tensor([1, 2]) == torch.tensor([1.0, 2.5]), torch.tensor([True, False]) == torch.tensor([1, 0]))
print(torch.tensor([0.1]) == 0.1, torch.tensor([0.1], dtype=torch.float64) == 0.1, torch.tensor([1, 2]) > 1.5)
print(torch.tensor([255], dtype=torch.uint8) == 255, torch.tensor([255], dtype=torch.uint8) > -1)
print(torch.tensor([1], dtype=torch.int32) == torch.tensor([1]), torch.tensor([2**24 + 1]) == torch.tensor([2.0**24]))
