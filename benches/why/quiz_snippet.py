import torch
import torch.nn as nn
import torch.optim as optim

torch.manual_seed(0)
X = torch.randn(32, 10)
y = torch.randint(0, 2, (32, 1)).float()

model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid())

criterion = nn.BCELoss()
optimizer = optim.SGD(model.parameters(), lr=0.01)

for epoch in range(5):
    for i in range(0, 32, 8):
        xb, yb = X[i:i+8], y[i:i+8]
        output = model(xb)
        loss = criterion(output, yb)
        loss.backward()
        optimizer.step()
print(round(loss.item(), 4))
