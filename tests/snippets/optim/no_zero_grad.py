# Forgetting zero_grad: steps grow with all the gradients so far.
import torch

for clear in (True, False):
    w = torch.tensor(0.0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)
    path = []
    for _ in range(8):
        if clear:
            optimizer.zero_grad()
        ((w - 1) ** 2).backward()
        optimizer.step()
        path.append(f"{w.item():.3f}")
    print(clear, *path)
