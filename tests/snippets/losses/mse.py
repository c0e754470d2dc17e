# Mean squared error and its reductions.
import torch
from torch import nn

p, t = torch.tensor([[1.0, 2.0], [3.0, 5.0]]), torch.tensor([[1.5, 2.0], [1.0, 1.0]])
print(nn.MSELoss(), nn.MSELoss()(p, t), nn.MSELoss(reduction="sum")(p, t))
print(nn.MSELoss(reduction="none")(p, t))
print(torch.equal(nn.MSELoss()(p, t), ((p - t) ** 2).mean()), nn.MSELoss()(torch.zeros(0), torch.zeros(0)))
for attempt in (lambda: nn.MSELoss(reduction="average")(p, t), lambda: nn.MSELoss()(p, torch.zeros(3, 2))):
    try:
        attempt()
    except (ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
