# Calling the scheduler before the optimiser gives a warning; the first rate is skipped.
import warnings
import torch

optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    scheduler.step()
    optimizer.step()
print([str(w.message).split(". ")[0] for w in caught], optimizer.param_groups[0]["lr"])
