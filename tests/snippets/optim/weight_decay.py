# Weight decay pulls weights to zero even where the loss is flat.
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(3, 1)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.5, weight_decay=0.2)
for _ in range(10):
    optimizer.zero_grad()
    (layer(torch.zeros(1, 3)) * 0).sum().backward()
    optimizer.step()
print(layer.weight, layer.bias)
decay, keep = [layer.weight], [layer.bias]
optimizer = torch.optim.SGD([{"params": decay, "weight_decay": 0.2}, {"params": keep}], lr=0.5)
optimizer.step()
print(layer.weight, layer.bias)
