# In-place work on intermediate results is differentiated correctly.
import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
y.mul_(3).add_(x)
y[0] = 0
y.clamp_(max=15)
print(y)
y.sum().backward()
print(x.grad)
