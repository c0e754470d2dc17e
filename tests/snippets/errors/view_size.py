# view must keep the number of elements.
import torch

torch.arange(12).view(5, 2)
