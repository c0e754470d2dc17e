# The last dimension is not the input size.
import torch
from torch import nn

nn.LSTM(input_size=10, hidden_size=4, batch_first=True)(torch.zeros(2, 7, 8))
