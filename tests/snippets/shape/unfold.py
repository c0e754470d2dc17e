# unfold makes windows, also for moving averages and patches.
import torch

x = torch.arange(1.0, 8.0)
print(x.unfold(0, 3, 1).mean(1))
image = torch.arange(16).view(4, 4)
patches = image.unfold(0, 2, 2).unfold(1, 2, 2)
print(patches.shape)
print(patches.reshape(4, 2, 2))
print(x.narrow(0, 2, 3), image.narrow(1, 1, 2))
try:
    x.unfold(0, 8, 1)
except RuntimeError as error:
    print(error)
