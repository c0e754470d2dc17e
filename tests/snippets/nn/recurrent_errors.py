# Inputs of the wrong size.
import torch
from torch import nn

for attempt in (
    lambda: nn.LSTM(3, 2)(torch.zeros(5, 1, 4)),
    lambda: nn.RNN(3, 2)(torch.zeros(5)),
    lambda: nn.GRU(3, 2)(torch.zeros(5, 1, 3), torch.zeros(1, 2, 2)),
    lambda: nn.LSTM(3, 2)(torch.zeros(5, 1, 3), (torch.zeros(2, 1, 2), torch.zeros(1, 1, 2))),
    lambda: nn.RNN(3, 2, nonlinearity="sigmoid"),
    lambda: nn.LSTM(3, 0),
    lambda: nn.GRUCell(3, 2)(torch.zeros(1, 4)),
):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, "-", error)
