# The gradient of sort, topk and median goes back to where the values were.
import torch

x = torch.tensor([3.0, 1.0, 2.0], requires_grad=True)
(x.sort().values * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
print(x.grad)
x.grad = None
x.topk(2).values.sum().backward()
print(x.grad)
x.grad = None
x.median().backward()
print(x.grad)
print(x.sort(), x.argsort())
