# Groups of parameters with rates of their own.
import torch

a, b = torch.tensor(1.0, requires_grad=True), torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.5}], lr=0.1, momentum=0.9)
(a + b).backward()
optimizer.step()
print(a.item(), b.item(), len(optimizer.param_groups), [group["lr"] for group in optimizer.param_groups])
for group in optimizer.param_groups:
    group["lr"] *= 0.1
optimizer.step()
print(f"{a.item():.4f} {b.item():.4f}")
c = torch.tensor(1.0, requires_grad=True)
optimizer.add_param_group({"params": c, "lr": 1.0})
print(len(optimizer.param_groups), sorted(optimizer.param_groups[2])[:4], optimizer.param_groups[2]["momentum"])
print(optimizer)
