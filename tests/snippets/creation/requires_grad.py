# requires_grad can be asked for at creation, for floating point only.
import torch

w = torch.ones(2, requires_grad=True)
print(w, w.is_leaf)
print(torch.tensor([1.5], requires_grad=True))
print(torch.zeros(2).requires_grad_())
print(torch.rand(2).requires_grad)
try:
    torch.tensor([1, 2], requires_grad=True)
except RuntimeError as error:
    print(error)
