# An LSTM predicts the next value of a sine.
import torch
from torch import nn

torch.manual_seed(0)
wave = torch.sin(torch.arange(60) * 0.3)
x, y = wave[:-1].view(1, -1, 1), wave[1:].view(1, -1, 1)
lstm, head = nn.LSTM(1, 8, batch_first=True), nn.Linear(8, 1)
parameters = list(lstm.parameters()) + list(head.parameters())
optimizer = torch.optim.Adam(parameters, lr=0.03)
for epoch in range(41):
    optimizer.zero_grad()
    output, _ = lstm(x)
    loss = ((head(output) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d} loss {loss.item():.4f}")
