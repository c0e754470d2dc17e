# A RandomState of its own, and repeated seeds.
import numpy as np

a, b = np.random.RandomState(3), np.random.RandomState(3)
print(a.rand(2), b.rand(2), a.randn(2), b.randint(100, size=3))
np.random.seed(1)
first = np.random.randn(3)
np.random.seed(1)
print(np.array_equal(first, np.random.randn(3)), np.random.rand())
