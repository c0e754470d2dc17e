# An in-place operation may stretch its argument, never the tensor itself.
import torch

x = torch.zeros(2, 3)
x += torch.tensor([1.0, 2.0, 3.0])
x *= torch.tensor([[1.0], [10.0]])
print(x)
small = torch.zeros(3)
try:
    small += torch.ones(2, 3)
except RuntimeError as error:
    print(error)
try:
    torch.zeros(1, 3).add_(torch.ones(2, 1))
except RuntimeError as error:
    print(error)
