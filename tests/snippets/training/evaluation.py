# Accuracy, confusion counts, precision and recall on held-out data.
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(120, 2)
y = (x[:, 0] + 0.5 * torch.randn(120) > 0.3).long()
train, test = slice(0, 80), slice(80, 120)
model = nn.Linear(2, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
for _ in range(40):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x[train]), y[train]).backward()
    optimizer.step()
model.eval()
with torch.no_grad():
    predicted = model(x[test]).argmax(1)
confusion = torch.zeros(2, 2, dtype=torch.long)
for truth, guess in zip(y[test], predicted):
    confusion[truth, guess] += 1
print(confusion)
print(f"accuracy {confusion.trace().item() / 40:.3f}")
print(f"precision {confusion[1, 1].item() / confusion[:, 1].sum().item():.3f}")
print(f"recall {confusion[1, 1].item() / confusion[1].sum().item():.3f}")
