# create_graph makes gradients differentiable: second and third derivatives.
import torch

x = torch.tensor(1.3, requires_grad=True)
y = torch.sin(x ** 2)
(first,) = torch.autograd.grad(y, x, create_graph=True)
(second,) = torch.autograd.grad(first, x, create_graph=True)
(third,) = torch.autograd.grad(second, x)
print(first, second, third, sep="\n")
z = torch.tensor([1.0, 2.0], requires_grad=True)
(g,) = torch.autograd.grad((z ** 3).sum(), z, create_graph=True)
g.sum().backward()
print(g, z.grad)
