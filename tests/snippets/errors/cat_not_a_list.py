# cat takes a list.
import torch

torch.cat(torch.zeros(2), torch.zeros(2))
