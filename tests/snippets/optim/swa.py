# Averaging weights over steps: an exponential and a plain average.
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

model = nn.Linear(1, 1, bias=False)
nn.init.zeros_(model.weight)
plain = AveragedModel(model)
ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.5))
for value in (1.0, 2.0, 6.0):
    with torch.no_grad():
        model.weight.fill_(value)
    plain.update_parameters(model)
    ema.update_parameters(model)
print(plain.module.weight, ema.module.weight, plain.n_averaged, sep="\n")
