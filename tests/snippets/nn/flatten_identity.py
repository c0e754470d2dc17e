# Flatten, Unflatten, Identity, PixelShuffle, Softmax and other small modules.
import torch
from torch import nn

x = torch.arange(16.0).view(1, 4, 2, 2)
print(nn.Flatten()(x).shape, nn.Flatten(0, 1)(x).shape, nn.Flatten(2)(x).shape)
print(nn.Unflatten(1, (2, 2))(x).shape, nn.Identity(5, key=1)(x) is x)
print(nn.PixelShuffle(2)(x), nn.PixelUnshuffle(2)(nn.PixelShuffle(2)(x)).equal(x))
print(nn.ZeroPad2d(1)(x).shape, nn.ReflectionPad1d(1)(torch.tensor([[1.0, 2.0, 3.0]])),
      nn.ConstantPad1d(1, 9.0)(x[0, 0]))
print(nn.CosineSimilarity(dim=0)(torch.tensor([1.0, 0.0]), torch.tensor([1.0, 1.0])))
print(nn.PairwiseDistance()(torch.zeros(1, 2), torch.tensor([[3.0, 4.0]])))
for module in (nn.Flatten(), nn.Unflatten(1, (2, 2)), nn.Identity(), nn.PixelShuffle(2), nn.ZeroPad2d(1),
               nn.Softmax(dim=1)):
    print(module)
