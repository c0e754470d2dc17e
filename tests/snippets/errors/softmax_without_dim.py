# softmax of a tensor needs its dimension.
import torch

torch.softmax(torch.ones(2, 2))
