# Gradients through time reach the parameters and the input.
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(3, 1, 2, requires_grad=True)
for kind in (nn.RNN, nn.LSTM, nn.GRU):
    layer = kind(2, 2)
    x.grad = None
    layer(x)[0].sum().backward()
    print(kind.__name__, x.grad[:, 0], layer.weight_hh_l0.grad[0], layer.bias_ih_l0.grad[:2], sep="\n")
