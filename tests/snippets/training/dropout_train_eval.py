# With dropout, training and evaluation give different losses on the same data.
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(40, 5), torch.randn(40, 1)
model = nn.Sequential(nn.Linear(5, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(20):
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    if epoch % 5 == 4:
        model.eval()
        with torch.no_grad():
            print(f"{epoch} train {loss.item():.4f} eval {nn.functional.mse_loss(model(x), y).item():.4f}")
model.train()
print(torch.equal(model(x), model(x)))
