# A convolutional network's shapes, layer by layer.
import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 8, 3, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 3 * 3, 10))
x = torch.randn(2, 1, 8, 8)
for layer in net:
    x = layer(x); print(f"{layer.__class__.__name__:12s} {tuple(x.shape)}")
loss = nn.CrossEntropyLoss(label_smoothing=0.1)(x, torch.tensor([1, 2])); loss.backward(); print(f"{loss:.4f}")
print(net[0].weight.grad.shape, net[1].running_mean, net[1].num_batches_tracked)
try: net(torch.randn(2, 3, 8, 8))
except RuntimeError as e: print(e)
