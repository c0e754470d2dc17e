# Frozen parameters get no gradient and do not move.
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
for parameter in model[0].parameters():
    parameter.requires_grad = False
before = model[0].weight.clone()
optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=0.1)
for _ in range(3):
    optimizer.zero_grad()
    loss = (model(torch.ones(4, 2)) - 1).pow(2).mean()
    loss.backward()
    optimizer.step()
print(model[0].weight.grad, torch.equal(before, model[0].weight), f"{loss.item():.4f}")
print([name for name, p in model.named_parameters() if p.requires_grad])
model.requires_grad_(False)
print(any(p.requires_grad for p in model.parameters()))
