# Adam's options: betas, eps, weight decay, amsgrad, maximize.
import torch

for options in ({}, {"betas": (0.5, 0.9)}, {"eps": 1.0}, {"weight_decay": 0.5}, {"amsgrad": True}, {"maximize": True},
                {"lr": 0.5}):
    w = torch.tensor([1.0, -3.0], requires_grad=True)
    optimizer = torch.optim.Adam([w], **({"lr": 0.1} | options))
    for step in range(5):
        optimizer.zero_grad()
        (w ** 2 * (1 if step % 2 else 3)).sum().backward()
        optimizer.step()
    print(options, w.detach())
