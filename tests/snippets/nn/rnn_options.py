# RNN with relu, two layers, both directions, an initial state.
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(2, 3, num_layers=2, nonlinearity="relu", bidirectional=True)
print(rnn)
print([name for name, _ in rnn.named_parameters()])
x = torch.ones(4, 1, 2)
output, hidden = rnn(x)
print(output.shape, hidden.shape)
print(output[0, 0].detach(), output[-1, 0].detach(), sep="\n")
print(hidden[:, 0].detach())
start = torch.full((4, 1, 3), 0.5)
print(rnn(x, start)[0][-1, 0].detach())
print(nn.RNN(2, 3, bias=False)(torch.ones(4, 2))[0].shape)
