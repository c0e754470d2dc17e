# A recurrent network learns whether a sequence sums to more than zero.
import torch
from torch import nn

class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(1, 8, batch_first=True)
        self.out = nn.Linear(8, 1)

    def forward(self, x):
        _, hidden = self.rnn(x)
        return self.out(hidden[-1]).squeeze(1)

torch.manual_seed(0)
x = torch.randn(64, 6, 1)
y = (x.sum((1, 2)) > 0).float()
model = Counter()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for epoch in range(31):
    optimizer.zero_grad()
    logits = model(x)
    loss = nn.functional.binary_cross_entropy_with_logits(logits, y)
    loss.backward()
    optimizer.step()
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d} loss {loss.item():.4f} accuracy {((logits > 0) == y.bool()).float().mean().item():.3f}")
