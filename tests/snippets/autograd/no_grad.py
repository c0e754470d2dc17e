# Inside no_grad nothing is recorded.
import torch

w = torch.ones(2, requires_grad=True)
with torch.no_grad():
    y = w * 2
    print(y.requires_grad, torch.is_grad_enabled(), w.requires_grad)
    inner = torch.ones(2, requires_grad=True)
    print(inner.requires_grad)
print(torch.is_grad_enabled(), y.grad_fn)

@torch.no_grad()
def double(x):
    return x * 2

print(double(w), double.__name__)
with torch.no_grad():
    with torch.enable_grad():
        print((w * 2).requires_grad)
