# backward without an argument needs a scalar; with one it is a vector-Jacobian product.
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x ** 2
try:
    y.backward()
except RuntimeError as error:
    print(error)
y.backward(torch.tensor([1.0, 10.0]))
print(x.grad)
try:
    (x * 2).backward(torch.ones(3))
except RuntimeError as error:
    print(error)
(x * 2)[:1].backward()
print(x.grad)
