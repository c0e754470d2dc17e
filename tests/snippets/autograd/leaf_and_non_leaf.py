# Leaves are made by the user, other tensors by operations; only leaves keep .grad.
import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
y = w * 3
print(w.is_leaf, y.is_leaf, w.requires_grad, y.requires_grad, torch.ones(2).is_leaf)
print(w.grad_fn, y.grad_fn is not None, w.grad)
y.sum().backward()
print(w.grad, w.grad.requires_grad)
print((torch.ones(2) * 2).is_leaf, y.detach().is_leaf)
print(torch.ones(2, requires_grad=True).double().is_leaf, torch.ones(2).double().requires_grad_().is_leaf)
