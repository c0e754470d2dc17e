# clip_grad_value_ cuts each element.
import torch

w = torch.tensor([5.0, -0.2, -9.0], requires_grad=True)
(w ** 2).sum().backward()
torch.nn.utils.clip_grad_value_(w, 1.0)
print(w.grad)
torch.nn.utils.clip_grad_value_([w], 0.3)
print(w.grad)
w.grad = None
print(torch.nn.utils.clip_grad_norm_(w, 1.0))
