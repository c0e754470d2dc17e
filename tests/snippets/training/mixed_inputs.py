# A model with two inputs and two outputs, and a weighted sum of losses.
import torch
from torch import nn

class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.left, self.right = nn.Linear(2, 4), nn.Linear(3, 4)
        self.number, self.kind = nn.Linear(8, 1), nn.Linear(8, 2)

    def forward(self, a, b):
        h = torch.tanh(torch.cat([self.left(a), self.right(b)], dim=1))
        return self.number(h), self.kind(h)

torch.manual_seed(0)
model = TwoHeads()
a, b = torch.randn(20, 2), torch.randn(20, 3)
value, label = a[:, :1] * b[:, :1], (b[:, 1] > 0).long()
optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
for epoch in range(31):
    number, kind = model(a, b)
    first, second = nn.functional.mse_loss(number, value), nn.functional.cross_entropy(kind, label)
    loss = first + 0.5 * second
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 10 == 0:
        print(f"{epoch:2d} {first.item():.3f} {second.item():.3f} {loss.item():.3f}")
