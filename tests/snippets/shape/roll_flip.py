# roll, flip, fliplr, flipud, rot90.
import torch

x = torch.arange(6).view(2, 3)
print(x.roll(1), x.roll(1, 1), x.roll((1, 1), (0, 1)))
print(x.flip(0), x.flip(0, 1), torch.flip(x, [1]))
print(x.fliplr(), x.flipud())
print(x.rot90(), x.rot90(2), torch.rot90(x, -1, [0, 1]))
print(torch.arange(5).roll(-2), torch.arange(3).flip(0))
