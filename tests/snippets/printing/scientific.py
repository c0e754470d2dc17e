# Very large, very small or widely spread values are printed in scientific notation.
import torch

print(torch.tensor([1e-5]), torch.tensor([1e9]), torch.tensor([1.5e8]), torch.tensor(1e10))
print(torch.tensor([0.001, 1.5]), torch.tensor([0.001, 1.001]), torch.tensor([1.0, 1001.5]),
      torch.tensor([1.5, 1500.1]))
print(torch.tensor([1.0, 2e8]), torch.tensor([1.0, 100000.0]), torch.tensor([9.9e7, 1.5]))
print(torch.tensor([1e-45, 1.0]), torch.tensor([3.4e38]), torch.tensor([1e300], dtype=torch.float64))
print(torch.tensor([0.0, 1e-10]), torch.tensor([[1e-8, 0.5], [2.0, 3.0]]))
