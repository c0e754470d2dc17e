# A seed makes a program repeatable.
import torch
from torch import nn

def train():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4, 1))
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(3):
        optimizer.zero_grad()
        loss = model(torch.randn(8, 2)).pow(2).mean()
        loss.backward()
        optimizer.step()
    return loss.item()

print(train() == train(), f"{train():.4f}", torch.manual_seed(3).initial_seed())
