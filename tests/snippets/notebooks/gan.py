# Two networks against each other.
import torch
from torch import nn
torch.manual_seed(0)
G = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1)); D = nn.Sequential(nn.Linear(1, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
og, od = torch.optim.Adam(G.parameters(), 2e-3, betas=(0.5, 0.999)), torch.optim.RMSprop(D.parameters(), lr=2e-3); bce = nn.BCEWithLogitsLoss()
for step in range(30):
    real = torch.randn(16, 1) * 0.5 + 2; fake = G(torch.randn(16, 2))
    ld = bce(D(real), torch.ones(16, 1)) + bce(D(fake.detach()), torch.zeros(16, 1)); od.zero_grad(); ld.backward(); od.step()
    lg = bce(D(fake), torch.ones(16, 1)); og.zero_grad(); lg.backward(); og.step()
    if step % 10 == 9: print(step, f"{ld.item():.3f} {lg.item():.3f}")
print(any(p.grad is None for p in G.parameters()))
