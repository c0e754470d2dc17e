# A list of floats is no tensor.
import torch

print(torch.ones(2) * torch.tensor([1.0, 2.0]))
print(torch.ones(2) + [1.0, 2.0])
