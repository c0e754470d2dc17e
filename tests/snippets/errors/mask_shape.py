# A mask of another length.
import torch

x = torch.arange(4)
x[torch.tensor([True, False, True])]
