# Sizes must be numbers.
import torch

torch.zeros(2, 3).reshape("6")
