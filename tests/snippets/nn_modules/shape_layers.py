# Layers that move values: padding, folding, shuffling, unpooling, flattening.
import torch
from torch import nn

x = torch.arange(4.0).view(1, 1, 2, 2)
for layer in (
    nn.ZeroPad2d((1, 0, 0, 1)),
    nn.ConstantPad2d(1, 7.0),
    nn.ReflectionPad2d((1, 0, 1, 0)),
    nn.ReplicationPad2d(1),
    nn.CircularPad2d((1, 0, 0, 1)),
):
    print(type(layer).__name__, layer(x)[0, 0].tolist())
line = torch.arange(3.0).view(1, 1, 3)
print(nn.ReflectionPad1d(2)(line), nn.ReplicationPad1d((0, 2))(line), nn.CircularPad1d(1)(line), nn.ZeroPad1d(1)(line))
columns = nn.Unfold(2)(torch.arange(9.0).view(1, 1, 3, 3))
print(columns, nn.Fold((3, 3), 2)(columns))
print(
    nn.PixelShuffle(2)(torch.arange(8.0).view(1, 4, 1, 2)),
    nn.PixelUnshuffle(2)(x).flatten(),
    nn.ChannelShuffle(2)(torch.arange(4.0).view(1, 4, 1)).flatten(),
)
image = torch.tensor([[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 1.0]]).view(1, 1, 2, 4)
values, places = nn.MaxPool2d(2, return_indices=True)(image)
print(values, places, nn.MaxUnpool2d(2)(values, places))
print(
    nn.Flatten()(torch.ones(2, 3, 4)).shape,
    nn.Flatten(0, 1)(torch.ones(2, 3, 4)).shape,
    nn.Unflatten(1, (2, -1))(torch.ones(3, 8)).shape,
)
print(
    nn.LPPool1d(2, 2)(torch.tensor([[3.0, 4.0, 6.0, 8.0]])),
    nn.AdaptiveAvgPool2d((None, 1))(image),
    nn.AdaptiveMaxPool1d(2)(line),
)
try:
    nn.MaxUnpool2d(2)(values, places, output_size=[9, 9])
except ValueError as error:
    print(error)
