# Several layers, both directions, batch first, without a batch, with an initial state.
import torch
from torch import nn

torch.manual_seed(42)
lstm = nn.LSTM(3, 2, num_layers=2, bidirectional=True, batch_first=True)
x = torch.randn(2, 5, 3)
output, (h, c) = lstm(x)
print(output.shape, h.shape, c.shape)
print(output[0, -1].detach(), h[:, 0].detach(), c[:, 0].detach(), sep="\n")
print(torch.equal(output[:, -1, :2], h[2]), torch.equal(output[:, 0, 2:], h[3]))
state = (torch.ones(4, 2, 2), torch.zeros(4, 2, 2))
print(lstm(x, state)[0][0, 0].detach())
print(sum(p.numel() for p in lstm.parameters()), nn.LSTM(3, 2)(torch.zeros(5, 3))[0].shape)
print(nn.LSTM(3, 4, proj_size=2)(torch.zeros(5, 1, 3))[0].shape)
