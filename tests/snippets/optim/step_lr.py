# StepLR multiplies the rate every few epochs.
import torch

w = torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.1)
for epoch in range(8):
    print(epoch, f"{optimizer.param_groups[0]['lr']:.4g}", [f"{lr:.4g}" for lr in scheduler.get_last_lr()])
    optimizer.step()
    scheduler.step()
print(scheduler.last_epoch, sorted(scheduler.state_dict())[:4])
