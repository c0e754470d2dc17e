# A large model learns noise by heart: training falls, validation rises.
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randn(16, 1)
x_val, y_val = torch.randn(64, 8), torch.randn(64, 1)
model = nn.Sequential(nn.Linear(8, 64), nn.Tanh(), nn.Linear(64, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(61):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    if epoch % 20 == 0:
        with torch.no_grad():
            validation = nn.functional.mse_loss(model(x_val), y_val)
        print(f"epoch {epoch:2d} training {loss.item():.3f} validation {validation.item():.3f}")
