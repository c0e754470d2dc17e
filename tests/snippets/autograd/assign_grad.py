# .grad can be set by hand, if it fits.
import torch

w = torch.ones(2, requires_grad=True)
w.grad = torch.tensor([5.0, 6.0])
(w * 2).sum().backward()
print(w.grad)
for value in (torch.ones(3), torch.ones(2, dtype=torch.float64), 1.0):
    try:
        w.grad = value
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
