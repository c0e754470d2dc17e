# Conv1d over sequences.
import torch
from torch import nn

torch.manual_seed(42)
conv = nn.Conv1d(1, 2, 3)
print(conv, conv.weight, conv.bias, sep="\n")
x = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 5.0]]])
print(conv(x))
print(nn.Conv1d(1, 1, 3, padding=2, stride=2, dilation=2)(torch.zeros(2, 1, 10)).shape)
edge = nn.Conv1d(1, 1, 2, bias=False)
with torch.no_grad():
    edge.weight[:] = torch.tensor([-1.0, 1.0])
print(edge(torch.tensor([[[0.0, 0.0, 5.0, 5.0, 1.0]]])))
