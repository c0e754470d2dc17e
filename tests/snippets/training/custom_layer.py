# A layer of one's own: a quadratic with learned coefficients.
import torch
from torch import nn

class Quadratic(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.zeros(1))
        self.b = nn.Parameter(torch.zeros(1))
        self.c = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.a * x ** 2 + self.b * x + self.c

x = torch.linspace(-2, 2, 21)
y = 0.5 * x ** 2 - x + 2
model = Quadratic()
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
for epoch in range(101):
    optimizer.zero_grad()
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    optimizer.step()
    if epoch % 25 == 0:
        print(f"{epoch:3d} {loss.item():.4f}", [f"{p.item():.3f}" for p in model.parameters()])
