# ConvTranspose: the sizes it can make, output_size, and that it reverses a convolution's shapes.
import torch
from torch import nn

torch.manual_seed(0)
down, up = nn.Conv2d(1, 2, 3, stride=2, padding=1), nn.ConvTranspose2d(2, 1, 3, stride=2, padding=1)
for size in (5, 6):
    x = torch.randn(1, 1, size, size)
    small = down(x)
    print(size, tuple(small.shape), tuple(up(small).shape), tuple(up(small, output_size=x.size()).shape))
print(up.weight.shape, up.bias.shape, up)
for wanted in ([9, 9], [4, 4], [7], [1, 1, 7, 7]):
    try:
        print(tuple(up(torch.randn(1, 2, 3, 3), output_size=wanted).shape))
    except ValueError as error:
        print(error)
line = nn.ConvTranspose1d(1, 1, 2, stride=2, bias=False)
nn.init.ones_(line.weight)
print(line(torch.tensor([[1.0, 2.0, 3.0]])))
same = nn.Conv1d(1, 1, 4, padding="same", bias=False)
nn.init.dirac_(same.weight)
print(same(torch.arange(5.0).view(1, 1, 5)), same._reversed_padding_repeated_twice)
grouped = nn.Conv2d(4, 4, 1, groups=4)
print(
    grouped.weight.shape,
    sum(p.numel() for p in grouped.parameters()),
    nn.Conv3d(1, 2, 2)(torch.ones(1, 1, 3, 3, 3)).shape,
)
