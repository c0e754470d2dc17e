# Too small, right, at the limit, too large.
import torch

for lr in (0.01, 0.4, 1.0, 1.1):
    w = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(10):
        optimizer.zero_grad()
        (w ** 2).backward()
        optimizer.step()
    print(lr, f"{w.item():.4f}")
