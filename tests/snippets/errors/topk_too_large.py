# More than there are.
import torch

torch.tensor([1, 2, 3]).topk(5)
