# meshgrid, histogram, correlation, unique counts.
import numpy as np

xx, yy = np.meshgrid([0, 1, 2], [0, 1])
print(xx, yy, np.c_[xx.ravel(), yy.ravel()])
counts, edges = np.histogram([0.1, 0.4, 0.5, 0.9], bins=2, range=(0, 1))
print(counts, edges, np.unique([2, 1, 2], return_counts=True), np.bincount([0, 1, 1, 3]))
print(np.corrcoef([1, 2, 3], [2, 4, 7]).round(4), np.diff([1, 4, 9]), np.argwhere(np.array([0, 1, 1])))
print(np.isnan(np.array([1, np.nan])), np.array_equal([1, 2], [1, 2]), np.isclose(0.1 + 0.2, 0.3))
