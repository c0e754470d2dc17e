# A scalar cannot be iterated over.
import torch

list(torch.tensor(3))
