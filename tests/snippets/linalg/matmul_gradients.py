# The gradients of a matrix product are products with the transposes.
import torch

a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
b = torch.tensor([[5.0, 6.0], [7.0, 8.0]], requires_grad=True)
upstream = torch.tensor([[1.0, 0.0], [2.0, 1.0]])
c = a @ b
print(c)
c.backward(upstream)
print(a.grad, torch.equal(a.grad, upstream @ b.detach().T))
print(b.grad, torch.equal(b.grad, a.detach().T @ upstream))
batched = torch.ones(3, 2, 2, requires_grad=True)
a.grad = None
(batched @ a).sum().backward()
print(a.grad, batched.grad.shape)
