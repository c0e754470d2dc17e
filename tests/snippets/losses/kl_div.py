# KL divergence: the first argument is in log space.
import torch
from torch import nn

p, q = torch.tensor([[0.5, 0.3, 0.2]]), torch.tensor([[0.2, 0.5, 0.3]])
for reduction in ("batchmean", "sum", "mean", "none"):
    print(reduction, nn.KLDivLoss(reduction=reduction)(q.log(), p))
print(nn.KLDivLoss(reduction="sum", log_target=True)(q.log(), p.log()), (p * (p / q).log()).sum())
print(nn.KLDivLoss(reduction="sum")(p.log(), p).abs() < 1e-6,
      nn.KLDivLoss(reduction="sum")(q.log(), torch.tensor([[0.0, 1.0, 0.0]])))
