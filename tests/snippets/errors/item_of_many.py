# item wants exactly one element.
import torch

print(torch.tensor([3.0]).item())
torch.tensor([1.0, 2.0]).item()
