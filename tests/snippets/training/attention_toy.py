# Attention learns to look at the marked position.
import torch
from torch import nn

torch.manual_seed(0)
values = torch.randn(64, 5)
marked = torch.randint(5, (64,))
x = torch.stack([values, nn.functional.one_hot(marked, 5).float()], dim=-1)
target = values[torch.arange(64), marked]
score = nn.Linear(2, 1)
optimizer = torch.optim.Adam(score.parameters(), lr=0.3)
for epoch in range(41):
    weights = score(x).squeeze(-1).softmax(-1)
    loss = (((weights * values).sum(-1) - target) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 10 == 0:
        share = weights.gather(1, marked[:, None]).mean().item()
        print(f"epoch {epoch:2d} loss {loss.item():.4f} weight on the mark {share:.3f}")
