# BCEWithLogitsLoss is stable where sigmoid and BCELoss are not.
import torch
from torch import nn

z, t = torch.tensor([2.0, -1.0, 0.0]), torch.tensor([1.0, 0.0, 1.0])
loss = nn.BCEWithLogitsLoss()
print(loss, loss(z, t), nn.BCELoss()(z.sigmoid(), t))
print(nn.BCEWithLogitsLoss(reduction="none")(z, t), nn.BCEWithLogitsLoss(pos_weight=torch.tensor(3.0))(z, t))
print(nn.BCEWithLogitsLoss(weight=torch.tensor([1.0, 0.0, 2.0]))(z, t))
big = torch.tensor([200.0, -200.0])
print(loss(big, torch.tensor([0.0, 1.0])), nn.BCELoss()(big.sigmoid(), torch.tensor([0.0, 1.0])))
try:
    loss(z[:, None], t)
except ValueError as error:
    print(error)
