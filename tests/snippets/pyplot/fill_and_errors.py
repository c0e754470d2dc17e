# A band around a curve, and error bars.
import matplotlib.pyplot as plt
import torch

x = torch.arange(10.0)
mean, spread = x ** 0.5, 0.1 * x
plt.plot(x, mean)
plt.fill_between(x, mean - spread, mean + spread, alpha=0.3)
plt.errorbar(x, mean + 2, yerr=spread, fmt="o")
plt.show()
print(f"{(mean + spread).max().item():.3f}")
