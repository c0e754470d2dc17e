# relu keeps its result: adding to it in place is found out, adding anew is fine.
import torch

x = torch.tensor([-1.0, 2.0], requires_grad=True)
(x.relu() + 1).sum().backward()
print(x.grad)
y = x.relu()
y += 1
try:
    y.sum().backward()
except RuntimeError as error:
    print(error)
z = (x * 3)
z += 1
z.sum().backward()
print(x.grad)
