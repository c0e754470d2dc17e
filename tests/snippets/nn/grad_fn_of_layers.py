# The grad_fn that the output of each layer shows.
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x = torch.randn(2, 4)
image = torch.randn(1, 2, 4, 4)
print("linear", nn.Linear(4, 3)(x).grad_fn.name(), nn.Linear(4, 3, bias=False)(x).grad_fn.name())
print("linear 1-D", nn.Linear(4, 3)(x[0]).grad_fn.name(), "3-D", nn.Linear(4, 3)(x[None]).grad_fn.name())
for layer in (nn.BatchNorm1d(4), nn.LayerNorm(4), nn.PReLU(), nn.Sequential(nn.Linear(4, 4), nn.ReLU()),
              nn.Sequential(nn.Linear(4, 4), nn.Dropout()), nn.Sequential(nn.Linear(4, 4), nn.GELU())):
    print(type(layer).__name__, layer(x).grad_fn.name())
for layer in (nn.Conv2d(2, 1, 3), nn.ConvTranspose2d(2, 1, 3), nn.BatchNorm2d(2), nn.GroupNorm(1, 2)):
    print(type(layer).__name__, layer(image).grad_fn.name())
x.requires_grad_()
image.requires_grad_()
for layer in (nn.MaxPool2d(2), nn.AvgPool2d(2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Upsample(scale_factor=2)):
    print(type(layer).__name__, layer(image).grad_fn.name())
target = torch.tensor([0, 1])
for loss in (F.cross_entropy(x, target), F.mse_loss(x, x * 2), F.l1_loss(x, x * 2), F.nll_loss(x, target),
             F.binary_cross_entropy_with_logits(x, torch.ones(2, 4)), F.smooth_l1_loss(x, x * 2), F.kl_div(x, x * 2)):
    print("loss", loss.grad_fn.name())
print("embedding", nn.Embedding(3, 2)(target).grad_fn.name())
