# Index tensors mixed with slices, integers and None.
import torch

x = torch.arange(24).view(2, 3, 4)
index = torch.tensor([0, 2])
print(x[:, index].shape, x[:, index, 1:].shape, x[0, index].shape)
print(x[:, index, 0])
print(x[0, :, index].shape, x[:, 0, index].shape)
print(x[torch.tensor([0, 1]), :, torch.tensor([0, 3])])
print(x[None, :, index].shape, x[..., index].shape)
print(x[:, index, torch.tensor([1, 1])])
