# The same with nn.Linear, MSELoss and SGD.
import torch
from torch import nn

torch.manual_seed(42)
x = torch.rand(50, 1) * 4
y = 2 * x + 1 + 0.2 * torch.randn(50, 1)
model = nn.Linear(1, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for epoch in range(100):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 20 == 0:
        print(f"epoch {epoch + 1}, loss {loss.item():.4f}")
print(f"weight {model.weight.item():.3f}, bias {model.bias.item():.3f}")
