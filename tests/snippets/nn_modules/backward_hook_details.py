# Backward hooks see gradients in and out of a module, and may change them.
import torch
from torch import nn


class Two(nn.Module):
    def forward(self, x, y, name):
        return x * 2, x * y


net = Two()
net.register_full_backward_pre_hook(lambda module, grad_output: print("out", grad_output))
net.register_full_backward_hook(lambda module, grad_input, grad_output: print("in", grad_input))
x, y = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3.0, 4.0])
double, product = net(x, y, "name")
(double.sum() + product.sum()).backward()
print(x.grad)
product = net(x, y, "again")[1]
product.sum().backward()

layer = nn.Linear(2, 1, bias=False)
nn.init.ones_(layer.weight)
handle = layer.register_full_backward_hook(lambda module, grad_input, grad_output: (grad_input[0] * 10,))
z = torch.ones(1, 2, requires_grad=True)
layer(z).backward()
print(z.grad, layer.weight.grad)
handle.remove()
layer.register_full_backward_hook(lambda module, grad_input, grad_output: print("no input", grad_input, grad_output))
layer(torch.ones(1, 2)).backward()
layer.register_full_backward_hook(lambda module, grad_input, grad_output: (None, None))
layer(z).backward()
