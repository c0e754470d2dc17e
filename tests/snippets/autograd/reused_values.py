# A value used many times collects the gradients of all its uses.
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x * x + x * 2 + x
y.backward()
print(x.grad)
a = torch.tensor([1.0, 2.0], requires_grad=True)
b = a * 2
c = b.sum() * b
c.sum().backward()
print(a.grad)
