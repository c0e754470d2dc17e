# RNNCell, LSTMCell and GRUCell make one step.
import torch
from torch import nn

torch.manual_seed(0)
x, h = torch.tensor([[1.0, 2.0]]), torch.zeros(1, 3)
rnn, lstm, gru = nn.RNNCell(2, 3), nn.LSTMCell(2, 3), nn.GRUCell(2, 3)
print(rnn, lstm, gru, sep="\n")
print(rnn(x, h).detach(), torch.equal(rnn(x, h), rnn(x)))
print(*(state.detach() for state in lstm(x, (h, h))))
print(gru(x, h).detach())
for _ in range(2):
    h = gru(x, h)
print(h.detach(), [name for name, _ in lstm.named_parameters()])
