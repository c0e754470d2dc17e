# No such function in torch.
import torch

torch.sofmax(torch.ones(2), 0)
