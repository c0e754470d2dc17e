# retain_grad keeps the gradient of an intermediate result.
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x * x
z = y * 3
y.retain_grad()
print(y.retains_grad, z.retains_grad)
z.backward()
print(x.grad, y.grad)
