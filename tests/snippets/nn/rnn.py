# A plain recurrent layer, and the same by hand.
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(2, 3, batch_first=True)
print(rnn)
print({name: tuple(value.shape) for name, value in rnn.named_parameters()})
x = torch.tensor([[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]])
output, hidden = rnn(x)
print(output.detach(), hidden.detach())
h = torch.zeros(3)
for step in x[0]:
    h = torch.tanh(rnn.weight_ih_l0 @ step + rnn.bias_ih_l0 + rnn.weight_hh_l0 @ h + rnn.bias_hh_l0)
print(torch.allclose(h, hidden[0, 0], atol=1e-6))
