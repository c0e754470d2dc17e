# Three indices for two dimensions.
import torch

torch.zeros(3, 2)[0, 0, 0]
