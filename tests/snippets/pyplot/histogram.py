# A histogram returns its counts and edges.
import matplotlib.pyplot as plt
import torch

torch.manual_seed(0)
values = torch.randn(1000)
counts, edges, _ = plt.hist(values.numpy(), bins=5, range=(-2.5, 2.5), alpha=0.7, label="randn")
plt.axvline(0, color="black", linestyle="--")
plt.legend()
plt.show()
print(counts, edges)
