# An autoencoder squeezes eight numbers through two.
import torch
from torch import nn

torch.manual_seed(0)
codes = torch.randn(64, 2)
data = codes @ torch.randn(2, 8)
encoder = nn.Sequential(nn.Linear(8, 4), nn.Tanh(), nn.Linear(4, 2))
decoder = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 8))
model = nn.Sequential(encoder, decoder)
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for epoch in range(51):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(data), data)
    loss.backward()
    optimizer.step()
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d} reconstruction {loss.item():.3f}")
print(encoder(data[:2]).shape)
