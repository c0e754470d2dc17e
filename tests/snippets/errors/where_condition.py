# where needs a boolean condition.
import torch

torch.where(torch.tensor([1.0, 0.0]), 1.0, 2.0)
