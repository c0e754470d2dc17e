# Cross-validation by hand.
import torch, statistics
from torch import nn
torch.manual_seed(3)
X = torch.rand(30, 2) * 4 - 2; y = (X ** 2).sum(1, keepdim=True)
X = (X - X.mean(0)) / X.std(0); folds = torch.randperm(30).chunk(3); scores = []
for k, val in enumerate(folds):
    tr = torch.cat([f for j, f in enumerate(folds) if j != k])
    m = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1)); o = torch.optim.Adagrad(m.parameters(), lr=0.1)
    for _ in range(40):
        for xb, yb in zip(X[tr].split(8), y[tr].split(8)):
            o.zero_grad(); nn.functional.huber_loss(m(xb), yb).backward(); o.step()
    scores.append(nn.functional.l1_loss(m(X[val]), y[val]).item())
print([round(s, 3) for s in scores], round(statistics.mean(scores), 3), round(statistics.stdev(scores), 3))
print(torch.corrcoef(torch.cat([X.T, y.T])), torch.quantile(y, torch.tensor([0.25, 0.5])))
