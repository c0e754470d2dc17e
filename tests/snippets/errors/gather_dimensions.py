# The index has too few dimensions.
import torch

torch.zeros(2, 3).gather(1, torch.tensor([0, 1]))
