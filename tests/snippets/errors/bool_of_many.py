# An if over a whole tensor.
import torch

x = torch.tensor([1, 2, 3])
if x > 1:
    print("large")
