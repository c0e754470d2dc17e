# CyclicLR goes up and down.
import torch
from torch.optim.lr_scheduler import CyclicLR

for mode in ("triangular", "triangular2", "exp_range"):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
    scheduler = CyclicLR(optimizer, base_lr=0.1, max_lr=1.0, step_size_up=2, mode=mode, gamma=0.9)
    rates = []
    for _ in range(9):
        rates.append(f"{optimizer.param_groups[0]['lr']:.3f}")
        optimizer.step()
        scheduler.step()
    print(mode, *rates)
