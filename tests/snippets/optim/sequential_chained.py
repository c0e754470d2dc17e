# Warm-up followed by decay; two schedulers at once.
import torch
from torch.optim import lr_scheduler

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
warmup = lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=3)
decay = lr_scheduler.CosineAnnealingLR(optimizer, T_max=5)
scheduler = lr_scheduler.SequentialLR(optimizer, [warmup, decay], milestones=[3])
rates = []
for _ in range(8):
    rates.append(f"{optimizer.param_groups[0]['lr']:.4f}")
    optimizer.step()
    scheduler.step()
print(*rates)
optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
both = lr_scheduler.ChainedScheduler([lr_scheduler.ExponentialLR(optimizer, 0.9),
                                      lr_scheduler.StepLR(optimizer, 2, 0.5)])
for _ in range(5):
    optimizer.step()
    both.step()
print(f"{optimizer.param_groups[0]['lr']:.6f}")
