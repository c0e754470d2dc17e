# CosineAnnealingLR and warm restarts.
import torch
from torch.optim import lr_scheduler

for make in (
    lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=6),
    lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=4, eta_min=0.1),
    lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=3),
    lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=2, T_mult=2, eta_min=0.2),
):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(9):
        rates.append(f"{scheduler.get_last_lr()[0]:.4f}")
        optimizer.step()
        scheduler.step()
    print(type(scheduler).__name__, *rates)
