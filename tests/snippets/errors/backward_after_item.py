# item gives a plain number, which has no backward.
import torch

w = torch.ones(1, requires_grad=True)
loss = (w * 2).item()
loss.backward()
