# flatten, unflatten, ravel.
import torch

x = torch.arange(24).view(2, 3, 4)
print(x.flatten().shape, x.flatten(1).shape, x.flatten(0, 1).shape, torch.flatten(x, start_dim=-2).shape)
print(x.ravel()[:5], x.flatten(1).unflatten(1, (3, -1)).shape, torch.tensor(3).flatten())
print(x.flatten(1)[1])
print(torch.equal(x.view(2, -1), x.flatten(1)), x.flatten().data_ptr() == x.data_ptr())
