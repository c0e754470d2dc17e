# A quantile loss fits the upper edge of noisy data.
import torch
from torch import nn

class Quantile(nn.Module):
    def __init__(self, q):
        super().__init__()
        self.q = q

    def forward(self, prediction, target):
        error = target - prediction
        return torch.max(self.q * error, (self.q - 1) * error).mean()

torch.manual_seed(0)
y = torch.randn(200)
for q in (0.7, 0.9):
    guess = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([guess], lr=0.5)
    for _ in range(100):
        optimizer.zero_grad()
        Quantile(q)(guess, y).backward()
        optimizer.step()
    print(q, f"{guess.item():.2f} {(y < guess).float().mean().item():.2f} {y.quantile(q).item():.2f}")
