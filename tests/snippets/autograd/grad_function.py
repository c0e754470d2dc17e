# torch.autograd.grad returns gradients and leaves .grad alone.
import torch

x = torch.tensor(2.0, requires_grad=True)
w = torch.tensor(3.0, requires_grad=True)
y = w * x ** 2
print(torch.autograd.grad(y, [x, w]))
print(x.grad, w.grad)
y = x * 2
print(torch.autograd.grad(y, [x, w], allow_unused=True))
print(torch.autograd.grad(x * 2, [x, w], allow_unused=True, materialize_grads=True))
print(torch.autograd.grad(x * torch.tensor([1.0, 2.0]), x, grad_outputs=torch.tensor([1.0, 10.0])))
torch.autograd.grad(x * 2, [x, w])
