# A parameter changed in place while gradients are recorded.
import torch

w = torch.ones(2, requires_grad=True)
w -= 0.1
