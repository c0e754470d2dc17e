# A state for another batch size.
import torch
from torch import nn

state = (torch.zeros(1, 3, 4), torch.zeros(1, 3, 4))
nn.LSTM(2, 4)(torch.zeros(5, 2, 2), state)
