# A gradient has the dtype of its leaf, whatever happens in between.
import torch

x = torch.ones(2, requires_grad=True)
h = torch.ones(2, dtype=torch.float16, requires_grad=True)
(x.double() * 0.1 + h).sum().backward()
print(x.grad, h.grad)
print((x * torch.tensor([1, 2])).dtype, (h * x).dtype)
