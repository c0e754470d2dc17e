# A frozen body with a new head.
import torch
from torch import nn

torch.manual_seed(0)
body = nn.Sequential(nn.Linear(4, 8), nn.ReLU())
body.requires_grad_(False)
model = nn.Sequential(body, nn.Linear(8, 2))
x = torch.randn(30, 4)
y = (x[:, 0] > 0).long()
kept = body[0].weight.clone()
optimizer = torch.optim.Adam(filter(lambda p: p.requires_grad, model.parameters()), lr=0.1)
for epoch in range(20):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
print(f"loss {loss.item():.3f}", torch.equal(kept, body[0].weight))
print(sum(p.numel() for p in model.parameters()), sum(p.numel() for p in model.parameters() if p.requires_grad))
