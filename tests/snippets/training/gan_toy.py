# A generator learns to imitate a shifted bell curve.
import torch
from torch import nn

torch.manual_seed(0)
generator = nn.Linear(1, 1)
critic = nn.Sequential(nn.Linear(1, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.05)
d_optimizer = torch.optim.Adam(critic.parameters(), lr=0.05)
criterion = nn.BCEWithLogitsLoss()
for step in range(61):
    real, fake = 4 + 0.5 * torch.randn(32, 1), generator(torch.randn(32, 1))
    d_loss = criterion(critic(real), torch.ones(32, 1)) + criterion(critic(fake.detach()), torch.zeros(32, 1))
    d_optimizer.zero_grad()
    d_loss.backward()
    d_optimizer.step()
    g_loss = criterion(critic(fake), torch.ones(32, 1))
    g_optimizer.zero_grad()
    g_loss.backward()
    g_optimizer.step()
    if step % 20 == 0:
        print(f"step {step:2d} critic {d_loss.item():.3f} generator {g_loss.item():.3f} mean {fake.mean().item():.2f}")
