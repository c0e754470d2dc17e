# LSTM: gates in the order input, forget, cell, output.
import torch
from torch import nn

torch.manual_seed(0)
lstm = nn.LSTM(2, 3)
print(lstm)
print({name: tuple(value.shape) for name, value in lstm.named_parameters()})
x = torch.tensor([[[1.0, -1.0]], [[0.5, 2.0]]])
output, (h, c) = lstm(x)
print(output.detach(), h.detach(), c.detach(), sep="\n")
hidden, cell = torch.zeros(3), torch.zeros(3)
for step in x[:, 0]:
    gates = lstm.weight_ih_l0 @ step + lstm.bias_ih_l0 + lstm.weight_hh_l0 @ hidden + lstm.bias_hh_l0
    i, f, g, o = gates.chunk(4)
    cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
    hidden = o.sigmoid() * cell.tanh()
print(torch.allclose(hidden, h[0, 0], atol=1e-6), torch.allclose(cell, c[0, 0], atol=1e-6))
