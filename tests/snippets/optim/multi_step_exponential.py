# MultiStepLR, ExponentialLR, ConstantLR, PolynomialLR.
import torch
from torch.optim import lr_scheduler

for make in (
    lambda o: lr_scheduler.MultiStepLR(o, milestones=[2, 5], gamma=0.5),
    lambda o: lr_scheduler.ExponentialLR(o, gamma=0.9),
    lambda o: lr_scheduler.ConstantLR(o, factor=0.5, total_iters=3),
    lambda o: lr_scheduler.PolynomialLR(o, total_iters=5, power=2),
):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(7):
        rates.append(f"{scheduler.get_last_lr()[0]:.4f}")
        optimizer.step()
        scheduler.step()
    print(type(scheduler).__name__, *rates)
