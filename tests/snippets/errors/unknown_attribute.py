# No such function on a tensor.
import torch

torch.ones(2).sigmod()
