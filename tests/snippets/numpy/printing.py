# How arrays print: widths, wrapping, dtypes in repr.
import numpy as np

print(np.array([1.0, 10.5, 100.25]), np.array([0.1, 1e-5]), np.array([1e10, 1.0]), np.array([1 / 3, 2 / 3]))
print(repr(np.array([1.5, 2])), repr(np.array([1], dtype=np.float32)), repr(np.arange(3)), repr(np.float64(0.5)))
print(np.arange(40))
print(np.array([[1.5, -2.0], [10.25, 3.0]]), np.array([np.nan, np.inf, 1.0]), np.array([True, False]))
print(np.arange(1001), np.zeros((2, 2, 2)))
print(np.array([0.123456789]), np.round(np.array([0.123456789]), 3), np.array([1e-8, 1]), np.array(3.0))
