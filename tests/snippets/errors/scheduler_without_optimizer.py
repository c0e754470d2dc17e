# A scheduler for a model.
import torch
from torch import nn

torch.optim.lr_scheduler.StepLR(nn.Linear(2, 1), step_size=1)
