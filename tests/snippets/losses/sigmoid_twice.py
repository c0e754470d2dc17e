# Sigmoid before BCEWithLogitsLoss has a floor as well.
import torch
from torch import nn

loss = nn.BCEWithLogitsLoss()
for z in (2.0, 10.0, 50.0):
    logit = torch.tensor([z])
    print(z, f"{loss(logit, torch.ones(1)).item():.4f}", f"{loss(logit.sigmoid(), torch.ones(1)).item():.4f}")
