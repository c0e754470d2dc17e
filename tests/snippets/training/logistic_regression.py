# Two clouds of points told apart by a line.
import torch
from torch import nn

torch.manual_seed(1)
x = torch.cat([torch.randn(40, 2) - 1, torch.randn(40, 2) + 1])
y = torch.cat([torch.zeros(40), torch.ones(40)])
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(50):
    loss = criterion(model(x).squeeze(1), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 10 == 9:
        with torch.no_grad():
            correct = ((model(x).squeeze(1) > 0) == y.bool()).sum().item()
        print(f"{epoch + 1:3d} loss {loss.item():.4f} correct {correct}/80")
