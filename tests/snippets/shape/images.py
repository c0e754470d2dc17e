# Channel orders and batch dimensions of pictures.
import torch

picture = torch.arange(24).view(2, 3, 4)
channels_last = picture.permute(1, 2, 0)
print(channels_last.shape, channels_last.is_contiguous(), channels_last[0, 1])
batch = torch.stack([picture, picture.flip(-1)])
print(batch.shape, batch.flatten(1).shape, batch[1, 0, 0])
print(batch.view(2, -1).shape, batch.float().mean(dim=(0, 2, 3)))
heads = torch.arange(16).view(2, 8).view(2, 4, 2).transpose(1, 2)
print(heads.shape, heads[0])
