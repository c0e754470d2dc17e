# Adagrad slows down as gradients add up.
import torch

for options in ({}, {"lr_decay": 0.5}, {"initial_accumulator_value": 1.0}, {"weight_decay": 0.1}):
    w = torch.tensor([1.0, -3.0], requires_grad=True)
    optimizer = torch.optim.Adagrad([w], lr=0.5, **options)
    for _ in range(4):
        optimizer.zero_grad()
        (w ** 2).sum().backward()
        optimizer.step()
    print(options, w.detach())
