# A hook after accumulation sees the leaf with its new gradient.
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)

def step(parameter):
    print("gradient", parameter.grad)
    with torch.no_grad():
        parameter -= 0.1 * parameter.grad
    parameter.grad = None

x.register_post_accumulate_grad_hook(step)
(x ** 2).sum().backward()
print(x)
(x ** 2).sum().backward()
print(x, x.grad)
