# Inputs that layers refuse, in PyTorch's words.
import torch
from torch import nn

for layer, shape in (
    (nn.BatchNorm1d(3), (3,)),
    (nn.BatchNorm2d(3), (2, 3)),
    (nn.BatchNorm1d(3), (1, 3)),
    (nn.InstanceNorm1d(3), (3,)),
    (nn.InstanceNorm2d(3, affine=True), (2, 4, 5, 5)),
    (nn.RNN(2, 3), (4,)),
    (nn.LSTM(2, 3), (4,)),
    (nn.GRU(2, 3), (4, 1, 3)),
    (nn.LSTMCell(2, 3), (1, 1, 2)),
    (nn.RNNCell(2, 3), (1, 4)),
    (nn.Softmax2d(), (2, 3)),
    (nn.CircularPad2d(1), (2, 2)),
    (nn.MultiheadAttention(4, 2), (4,)),
    (nn.LazyConv2d(2, 3), (4, 4)),
    (nn.LocalResponseNorm(2), (2, 3)),
):
    x = torch.ones(shape)
    try:
        layer(x, x, x) if isinstance(layer, nn.MultiheadAttention) else layer(x)
    except Exception as error:
        print(f"{type(layer).__name__}: {type(error).__name__}: {error}")
lstm = nn.LSTM(2, 3, num_layers=2)
x = torch.ones(5, 4, 2)
for state in (
    (torch.ones(2, 4, 3), torch.ones(2, 4, 4)),
    (torch.ones(1, 4, 3), torch.ones(2, 4, 3)),
    (torch.ones(4, 3), torch.ones(4, 3)),
):
    try:
        lstm(x, state)
    except RuntimeError as error:
        print(error)
try:
    nn.GRU(2, 3)(x, torch.ones(1, 3, 3))
except RuntimeError as error:
    print(error)
nn.RNN(2, 3)(x.double())
