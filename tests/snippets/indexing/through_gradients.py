# Indexing is differentiable: gradients land where the elements came from.
import torch

x = torch.arange(6.0).view(2, 3).requires_grad_()
x[1, 2].backward()
print(x.grad)
x.grad = None
(x[:, 1] * torch.tensor([10.0, 20.0])).sum().backward()
print(x.grad)
x.grad = None
x[torch.tensor([0, 0, 1])].sum().backward()
print(x.grad)
x.grad = None
x[x > 2].pow(2).sum().backward()
print(x.grad)
print(x[0], x[0, 0], x[[0]], sep="\n")
