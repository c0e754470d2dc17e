# maximum, minimum, fmax, fmin share the gradient where both are equal.
import torch

a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
b = torch.tensor([2.0, 2.0, 2.0], requires_grad=True)
for name in ("maximum", "minimum", "fmax", "fmin", "hypot", "atan2", "logaddexp"):
    ga, gb = torch.autograd.grad(getattr(torch, name)(a, b).sum(), (a, b))
    print(f"{name:9}", ga, gb)
ga, gb = torch.autograd.grad(torch.max(a, b).sum(), (a, b))
print("max", ga, gb)
