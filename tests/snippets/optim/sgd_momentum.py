# Momentum, dampening, Nesterov and weight decay.
import torch

for options in ({"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}, {"momentum": 0.9, "dampening": 0.5},
                {"weight_decay": 0.1}, {"momentum": 0.5, "weight_decay": 0.1}, {"maximize": True}):
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, **options)
    for _ in range(3):
        optimizer.zero_grad()
        (w ** 2).sum().backward()
        optimizer.step()
    print(options, w.detach())
