# one_hot of floats.
import torch
import torch.nn.functional as F

F.one_hot(torch.tensor([0.0, 1.0]))
