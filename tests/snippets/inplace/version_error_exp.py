# exp keeps its result for the backward pass; changing it is found out.
import torch

x = torch.ones(3, requires_grad=True)
y = x.exp()
y.add_(1)
y.sum().backward()
