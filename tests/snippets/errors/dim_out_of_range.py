# There is no dimension 2.
import torch

torch.zeros(2, 3).sum(dim=2)
