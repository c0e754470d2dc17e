# A change through a view is found out as well.
import torch

x = torch.ones(4, requires_grad=True)
y = x.sigmoid()
part = y[:2]
part *= 2
y.sum().backward()
