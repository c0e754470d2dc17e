# GRU, and the same by hand.
import torch
from torch import nn

torch.manual_seed(0)
gru = nn.GRU(2, 2, batch_first=True)
print(gru)
x = torch.tensor([[[1.0, 2.0], [-1.0, 0.5]]])
output, h = gru(x)
print(output.detach(), h.detach(), sep="\n")
state = torch.zeros(2)
for step in x[0]:
    r_i, z_i, n_i = (gru.weight_ih_l0 @ step + gru.bias_ih_l0).chunk(3)
    r_h, z_h, n_h = (gru.weight_hh_l0 @ state + gru.bias_hh_l0).chunk(3)
    reset, update = torch.sigmoid(r_i + r_h), torch.sigmoid(z_i + z_h)
    new = torch.tanh(n_i + reset * n_h)
    state = (1 - update) * new + update * state
print(torch.allclose(state, h[0, 0], atol=1e-6))
print(nn.GRU(2, 3, num_layers=2, bidirectional=True)(torch.zeros(4, 1, 2))[1].shape)
