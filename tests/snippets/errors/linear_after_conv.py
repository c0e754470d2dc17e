# The flattened picture is larger than the linear layer expects.
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * 14 * 14, 10))
model(torch.zeros(2, 1, 28, 28))
