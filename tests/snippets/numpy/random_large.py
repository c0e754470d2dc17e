# Larger samples of the legacy stream: statistics.
import numpy as np

np.random.seed(0)
x = np.random.randn(10000)
print(f"{x.mean():.6f} {x.std():.6f} {x.min():.4f} {x.max():.4f}", x[-2:])
u = np.random.rand(10000)
print(f"{u.sum():.4f}", np.histogram(u, bins=4, range=(0, 1))[0], np.bincount(np.random.randint(5, size=1000)))
