# Only one size can be inferred.
import torch

torch.arange(12).view(-1, -1)
