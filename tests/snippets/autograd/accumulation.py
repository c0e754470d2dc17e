# Gradients add up until they are cleared.
import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
for step in range(3):
    (w ** 2).sum().backward()
    print(step, w.grad)
w.grad.zero_()
print(w.grad)
(w * 5).sum().backward()
print(w.grad)
w.grad = None
print(w.grad)
