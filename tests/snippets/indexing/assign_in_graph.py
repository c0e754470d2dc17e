# Assigning into a non-leaf tensor is part of the graph.
import torch

x = torch.ones(3, requires_grad=True)
value = torch.tensor(5.0, requires_grad=True)
y = x * 2
y[1] = value
print(y)
(y * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
print(x.grad, value.grad)
y = x * 1
y[torch.tensor([True, False, True])] = 0
y.sum().backward()
print(x.grad)
