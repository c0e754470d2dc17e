# OneCycleLR rises and falls, momentum the other way round.
import torch

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1.0, total_steps=10)
for step in range(10):
    print(step, f"{scheduler.get_last_lr()[0]:.5f}", f"{optimizer.param_groups[0]['momentum']:.4f}")
    optimizer.step()
    if step < 9:
        scheduler.step()
try:
    scheduler.step()
except ValueError as error:
    print(error)
