# Sums, means and extremes, over all or one axis.
import numpy as np

m = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 9.0]])
print(m.sum(), m.mean(), m.std(), m.var(), m.min(), m.max(), m.prod())
print(m.sum(axis=0), m.mean(axis=1), m.std(axis=0), m.max(axis=1), m.sum(axis=1, keepdims=True))
print(m.argmax(), m.argmin(axis=1), np.median(m), np.std(m, ddof=1), np.cumsum(m), np.argmax(m, axis=0))
print(np.array([True, False]).any(), np.array([1, 1]).all(), np.sum([1, 2, 3]), np.mean([1, 2]), np.percentile(m, 50))
print(f"{m.mean():.2f}", float(m.sum()), m.sum().item(), type(m.mean()).__name__, repr(m.max()))
