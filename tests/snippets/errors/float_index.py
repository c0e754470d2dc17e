# An index tensor of floats.
import torch

order = torch.tensor([1.0, 0.0])
torch.arange(3)[order]
