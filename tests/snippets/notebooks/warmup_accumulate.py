# Accumulated gradients and an average of the weights.
import torch
from torch import nn
torch.manual_seed(0)
m = nn.Linear(4, 1); ema = torch.optim.swa_utils.AveragedModel(m, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.9)); opt = torch.optim.SGD(m.parameters(), lr=0.1, momentum=0.9)
X, y = torch.randn(32, 4), torch.randn(32, 1); accum = 4
for i, (xb, yb) in enumerate(zip(X.split(4), y.split(4))):
    loss = nn.functional.mse_loss(m(xb), yb) / accum; loss.backward()
    if (i + 1) % accum == 0:
        n = nn.utils.clip_grad_norm_(m.parameters(), 0.5); opt.step(); opt.zero_grad(); ema.update_parameters(m); print(i, f"{n:.4f}")
print(m.weight, ema.module.weight, ema.n_averaged)
print(torch.cuda.is_available(), torch.device("cuda" if torch.cuda.is_available() else "cpu"), next(m.parameters()).device)
