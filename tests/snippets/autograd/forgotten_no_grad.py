# Updating a parameter without no_grad makes it a non-leaf: the next gradient is None.
import torch

w = torch.tensor(1.0, requires_grad=True)
(w * 2).backward()
w = w - 0.1 * w.grad
print(w, w.is_leaf)
(w * 2).backward()
print(w.is_leaf, w.requires_grad, w.retains_grad)
