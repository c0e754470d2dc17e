# Max pooling, with stride, padding, ceil_mode and indices.
import torch
from torch import nn

x = torch.tensor([[[[1.0, 2.0, 5.0], [4.0, 3.0, 0.0], [7.0, 8.0, 6.0]]]])
print(nn.MaxPool2d(2)(x), nn.MaxPool2d(2, stride=1)(x))
print(nn.MaxPool2d(2, ceil_mode=True)(x), nn.MaxPool2d(3, stride=2, padding=1)(x))
values, places = nn.MaxPool2d(2, stride=1, return_indices=True)(x)
print(places)
print(nn.MaxPool2d(2), nn.MaxPool2d((2, 1), stride=(1, 2), padding=(1, 0)), nn.MaxPool1d(3, 2), sep="\n")
print(nn.MaxPool1d(2)(torch.tensor([[3.0, 1.0, 4.0, 1.0, 5.0]])))
print(nn.MaxPool2d(2)(torch.zeros(8, 3, 28, 28)).shape)
