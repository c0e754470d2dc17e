# zero_grad sets to None, or to zero; a parameter without a gradient is not moved.
import torch

a, b = torch.tensor(1.0, requires_grad=True), torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([a, b], lr=0.1, weight_decay=0.5)
(a * 2).backward()
print(a.grad, b.grad)
optimizer.step()
print(a.item(), b.item())
optimizer.zero_grad(set_to_none=False)
print(a.grad, b.grad)
optimizer.step()
print(f"{a.item():.4f}", b.item())
optimizer.zero_grad()
print(a.grad)
