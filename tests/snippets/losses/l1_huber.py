# L1, smooth L1 and Huber losses.
import torch
from torch import nn

p, t = torch.tensor([0.0, 0.5, 1.0, 4.0]), torch.zeros(4)
for loss in (nn.L1Loss(reduction="none"), nn.SmoothL1Loss(reduction="none"),
             nn.SmoothL1Loss(reduction="none", beta=2.0),
             nn.HuberLoss(reduction="none"), nn.HuberLoss(reduction="none", delta=2.0)):
    print(loss, loss(p, t))
print(nn.L1Loss()(p, t), nn.SmoothL1Loss()(p, t), nn.HuberLoss(delta=0.5)(p, t), nn.L1Loss(reduction="sum")(p, t))
