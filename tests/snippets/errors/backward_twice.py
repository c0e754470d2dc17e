# The graph is gone after the first backward.
import torch

w = torch.ones(3, requires_grad=True)
loss = (w ** 2).sum()
loss.backward()
loss.backward()
