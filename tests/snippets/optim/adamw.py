# AdamW decays the weights themselves, Adam adds the decay to the gradient.
import torch

for kind in (torch.optim.Adam, torch.optim.AdamW):
    w = torch.tensor([1.0, -3.0], requires_grad=True)
    optimizer = kind([w], lr=0.1, weight_decay=0.5)
    for _ in range(3):
        optimizer.zero_grad()
        (w * torch.tensor([1.0, 0.01])).sum().backward()
        optimizer.step()
    print(kind.__name__, w.detach())
print(torch.optim.AdamW([w]).defaults["weight_decay"], torch.optim.Adam([w]).defaults["weight_decay"])
