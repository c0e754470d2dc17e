# ASGD and Rprop: three steps each.
import torch

for name in ("ASGD", "Rprop"):
    w = torch.tensor([1.0, -3.0], requires_grad=True)
    optimizer = getattr(torch.optim, name)([w], lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        (w ** 2).sum().backward()
        optimizer.step()
    print(name, w.detach())
