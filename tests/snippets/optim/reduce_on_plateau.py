# ReduceLROnPlateau waits for a loss that stops falling.
import torch

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=1)
for epoch, loss in enumerate([1.0, 0.9, 0.9, 0.9, 0.8, 0.81, 0.82, 0.83, 0.84]):
    scheduler.step(loss)
    print(epoch, loss, optimizer.param_groups[0]["lr"], scheduler.num_bad_epochs)
print(scheduler.best, scheduler.get_last_lr())
