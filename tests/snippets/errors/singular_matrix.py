# A matrix without an inverse.
import torch

torch.linalg.inv(torch.tensor([[1.0, 2.0], [2.0, 4.0]]))
