# RMSprop with its options.
import torch

for options in ({}, {"alpha": 0.9}, {"momentum": 0.9}, {"centered": True}, {"weight_decay": 0.1}, {"eps": 1e-2}):
    w = torch.tensor([1.0, -3.0], requires_grad=True)
    optimizer = torch.optim.RMSprop([w], lr=0.05, **options)
    for _ in range(4):
        optimizer.zero_grad()
        (w ** 2).sum().backward()
        optimizer.step()
    print(options, w.detach())
