# pixel_shuffle turns channels into pixels.
import torch
import torch.nn.functional as F

x = torch.arange(8.0).view(1, 8, 1, 1)
print(F.pixel_shuffle(x, 2))
print(F.pixel_unshuffle(F.pixel_shuffle(x, 2), 2).flatten())
print(F.channel_shuffle(torch.arange(4.0).view(1, 4, 1, 1), 2).flatten())
