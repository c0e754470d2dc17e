# Weight decay keeps weights small.
import torch
from torch import nn

for decay in (0.0, 0.1, 1.0):
    torch.manual_seed(0)
    x, y = torch.randn(20, 10), torch.randn(20, 1)
    model = nn.Linear(10, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, weight_decay=decay)
    for _ in range(100):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
    print(f"decay {decay} loss {loss.item():.4f} norm {model.weight.norm().item():.4f}")
