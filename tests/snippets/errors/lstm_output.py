# An LSTM returns a pair.
import torch
from torch import nn

model = nn.Sequential(nn.LSTM(2, 4), nn.Linear(4, 1))
model(torch.zeros(5, 1, 2))
