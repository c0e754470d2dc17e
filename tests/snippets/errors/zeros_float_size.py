# A size that is not a whole number.
import torch

torch.zeros(2.5)
