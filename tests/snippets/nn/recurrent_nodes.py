# The nodes of recurrent layers, of their states and of packed sequences, and gradients of gradients.
import torch
from torch import nn

torch.manual_seed(0)
layers = [
    nn.LSTM(3, 4), nn.LSTM(3, 4, 2, bidirectional=True, batch_first=True), nn.LSTM(3, 4, proj_size=2), nn.LSTM(3, 4, bias=False).double(),
    nn.GRU(3, 4), nn.GRU(3, 4, 2, batch_first=True, dropout=0.5), nn.RNN(3, 4, bidirectional=True), nn.RNN(3, 4, nonlinearity="relu"),
]
for layer in layers:
    x = torch.rand(2, 2, 3, dtype=layer.weight_ih_l0.dtype, requires_grad=True)
    out, state = layer(x)
    states = state if isinstance(state, tuple) else (state,)
    print(layer, type(out.grad_fn).__name__, *(type(part.grad_fn).__name__ for part in states))
    ((out**2).sum() + sum(part.sum() for part in states)).backward()
    print(out[0, 0].detach(), x.grad[0, 0], layer.weight_hh_l0.grad[0])
packed = nn.utils.rnn.pack_sequence([torch.ones(3, 3), torch.ones(1, 3)])
out, state = layers[4](packed)
print(type(out.data.grad_fn).__name__, type(state.grad_fn).__name__, out.data.detach())
x = torch.ones(2, 1, 3, requires_grad=True)
(grad,) = torch.autograd.grad((layers[4](x)[0] ** 2).sum(), x, create_graph=True)
(twice,) = torch.autograd.grad((grad**2).sum(), x)
print(twice)
