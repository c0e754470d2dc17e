# None adds a dimension, ... stands for all the dimensions not named.
import torch

x = torch.arange(24).view(2, 3, 4)
print(x[None].shape, x[:, None].shape, x[..., None].shape, x[None, :, None].shape)
print(x[..., 0])
print(x[0, ...].shape, x[...].shape, x[..., 1:2].shape, x[1, ..., 2])
print(x[:, :, None, 0].shape, torch.tensor(5)[None], torch.tensor(5)[...])
print(torch.arange(3)[:, None] * torch.arange(4)[None, :])
