# Asking twice for a gradient, a base or a leaf gives the same object.
import torch

x = torch.arange(4.0, requires_grad=True)
(x * 2).sum().backward()
print(x.grad is x.grad, x.grad_fn)
y = x * 3
print(y.grad_fn is y.grad_fn, y.grad_fn.next_functions[0][0].variable is x)
base = torch.arange(6.0)
view = base.view(2, 3)
print(view._base is base, view[0]._base is base, base[1:]._base is base, base._base)
layer = torch.nn.Linear(2, 1)
names = {id(parameter): name for name, parameter in layer.named_parameters()}
node = layer(torch.ones(1, 2)).grad_fn
print(names[id(node.next_functions[0][0].variable)])
gradient = torch.ones(4)
x.grad = gradient
print(x.grad is gradient)
