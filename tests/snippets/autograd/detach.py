# detach cuts the graph: no gradient flows through.
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x * x
loss = y.detach() * x
loss.backward()
print(x.grad, y.detach().requires_grad)
x.grad = None
((x * x).detach() + x).backward()
print(x.grad)
y.detach_()
print(y, y.is_leaf)
