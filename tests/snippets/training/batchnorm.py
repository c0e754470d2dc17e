# Batch norm makes badly scaled inputs trainable at a large rate.
import torch
from torch import nn

def train(model):
    torch.manual_seed(1)
    x = torch.randn(64, 2) * torch.tensor([100.0, 0.01]) + 50
    y = (x[:, 1] > 50).long()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(15):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    return loss.item(), (model(x).argmax(1) == y).float().mean().item()

torch.manual_seed(0)
loss, accuracy = train(nn.Sequential(nn.BatchNorm1d(2), nn.Linear(2, 2)))
print(f"with {loss:.3f} {accuracy:.2f}")
loss, accuracy = train(nn.Linear(2, 2))
print("without", loss > 1.0, accuracy < 0.9)
