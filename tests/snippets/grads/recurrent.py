# Gradients of RNN, LSTM and GRU with respect to input and parameters, against finite differences.
import torch
from torch import nn

torch.manual_seed(0)
for layer in (nn.RNN(2, 2), nn.RNN(2, 2, nonlinearity="relu"), nn.LSTM(2, 2), nn.GRU(2, 2),
              nn.LSTM(2, 2, bidirectional=True)):
    layer = layer.double()
    x = torch.randn(3, 1, 2, dtype=torch.float64, requires_grad=True)
    layer(x)[0].pow(2).sum().backward()
    sums = [f"{p.grad.sum().item():.4f}" for p in layer.parameters()][:4]
    print(layer, f"{x.grad.sum().item():.4f}", *sums, torch.autograd.gradcheck(lambda v: layer(v)[0], (x,)))
