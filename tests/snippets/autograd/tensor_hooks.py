# A hook sees the gradient of a tensor and may replace it.
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
handle = y.register_hook(lambda grad: grad * 10)
x.register_hook(lambda grad: print("x got", grad))
y.sum().backward()
print(x.grad)
handle.remove()
x.grad = None
(x * 2).sum().backward()
print(x.grad)
try:
    torch.ones(1).register_hook(print)
except RuntimeError as error:
    print(error)
