# Points in the colours of their classes, and a line through them.
import matplotlib.pyplot as plt
import torch

torch.manual_seed(0)
x = torch.randn(50, 2)
y = (x.sum(1) > 0).long()
plt.scatter(x[:, 0], x[:, 1], c=y, s=20, cmap="coolwarm")
plt.plot([-2, 2], [2, -2], "k-", linewidth=2)
plt.xlim(-3, 3)
plt.axis("equal")
plt.show()
print(y.sum().item())
