# Multiplication keeps its inputs; changing one before backward is found out.
import torch

w = torch.ones(2, requires_grad=True)
x = torch.tensor([1.0, 2.0])
loss = (w * x).sum()
x[0] = 100
loss.backward()
