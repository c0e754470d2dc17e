# A network of a class of its own, trained and evaluated.
import torch, torch.nn as nn, torch.nn.functional as F
torch.manual_seed(42)
class MLP(nn.Module):
    def __init__(self, sizes, p=0.1):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.drop = nn.Dropout(p)
    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.drop(F.relu(layer(x)))
        return self.layers[-1](x)
model = MLP([2, 8, 8, 2])
print(model); print(sum(p.numel() for p in model.parameters()))
X = torch.randn(64, 2); y = (X[:, 0] * X[:, 1] > 0).long()
opt = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(20):
    model.train(); opt.zero_grad()
    loss = F.cross_entropy(model(X), y); loss.backward(); opt.step()
    if epoch % 5 == 0: print(f"epoch {epoch:>3} | loss {loss.item():.4f}")
model.eval()
with torch.no_grad():
    acc = (model(X).argmax(1) == y).float().mean()
print(f"{acc:.2%}", f"{acc.item():>8.3f}")
