# set_default_dtype decides what Python floats become.
import torch

print(torch.get_default_dtype(), torch.tensor(1.5).dtype)
torch.set_default_dtype(torch.float64)
print(torch.tensor(1.5).dtype, torch.zeros(1).dtype, torch.linspace(0, 1, 2).dtype)
print(torch.tensor([1.0, 2.0]))
print(torch.tensor([1]).float())
print(torch.tensor([1, 2]) / 2)
torch.set_default_dtype(torch.float32)
print(torch.tensor([1, 2]) / 2, torch.ones(1, dtype=torch.float64))
