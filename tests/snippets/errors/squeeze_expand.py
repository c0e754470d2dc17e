# expand cannot change a size other than 1.
import torch

torch.zeros(2, 3).expand(4, 3)
