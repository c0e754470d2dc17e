# Text added to a tensor.
import torch

torch.ones(2) + "1"
