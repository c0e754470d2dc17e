# Strides say how far apart neighbours are in storage.
import torch

x = torch.zeros(2, 3, 4)
print(x.stride(), x.stride(0), x.permute(2, 0, 1).stride())
print(x.transpose(0, 1).stride(), x.transpose(0, 1).shape)
print(x[:, ::2].stride(), x[:, 1].stride(), x[..., -1].stride())
print(x.unsqueeze(1).stride(), x.expand(5, 2, 3, 4).stride())
print(torch.ones(3).expand(2, 3).stride(), torch.ones(3, 1).expand(3, 4).stride())
print(x.permute(2, 0, 1).contiguous().stride())
