# The regions of a classifier.
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2))
xs, ys = torch.meshgrid(torch.linspace(-2, 2, 40), torch.linspace(-2, 2, 40), indexing="xy")
with torch.no_grad():
    regions = model(torch.stack([xs, ys], -1).view(-1, 2)).argmax(1).view(40, 40)
plt.contourf(xs, ys, regions, alpha=0.3)
plt.show()
print(regions.float().mean().item() > 0, regions.shape)
