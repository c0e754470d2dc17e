# Integral values lose their decimals, others have four.
import torch

print(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.5]), torch.tensor(3.0), torch.tensor(0.1))
print(torch.tensor([1.0, 1000.0]), torch.tensor([0.5, 100.25]), torch.tensor([-1.5, 22.125]))
print(torch.tensor([100000.0]), torch.tensor([12345678.0]), torch.tensor([123456789.0]))
print(torch.tensor([0.00012345]), torch.tensor([0.001]), torch.tensor([1.00004]), torch.tensor(1 / 3))
