# Shapes that do not broadcast.
import torch

print(torch.ones(4, 3) + torch.ones(4))
