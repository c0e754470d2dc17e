# requires_grad can be switched on leaves only.
import torch

x = torch.ones(2)
x.requires_grad = True
y = x * 2
print(x.requires_grad, y.requires_grad)
try:
    y.requires_grad = False
except RuntimeError as error:
    print(error)
x.requires_grad_(False)
print((x * 2).requires_grad)
try:
    torch.tensor([1, 2]).requires_grad_()
except RuntimeError as error:
    print(error)
try:
    y.numpy()
except RuntimeError as error:
    print(error)
