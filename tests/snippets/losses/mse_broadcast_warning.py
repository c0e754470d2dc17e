# A target of another shape is broadcast, with a warning: the loss is another one.
import warnings
import torch
from torch import nn

p, t = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(nn.MSELoss()(p, t), nn.MSELoss()(p.squeeze(1), t))
print(len(caught), caught[0].category.__name__)
print(str(caught[0].message))
