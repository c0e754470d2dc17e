# A chain of many operations is walked without recursion.
import torch

x = torch.tensor(1.0, requires_grad=True)
y = x
for _ in range(20_000):
    y = y + 1
y.backward()
print(y.item(), x.grad)
z = x
for _ in range(10):
    z = z + z
z.backward()
print(x.grad)
