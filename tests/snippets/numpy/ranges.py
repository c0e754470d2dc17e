# arange and linspace.
import numpy as np

print(np.arange(5), np.arange(2, 10, 3), np.arange(0, 1, 0.25), np.arange(3.0))
print(np.linspace(0, 1, 5), np.linspace(0, 10, 4), np.linspace(0, 1, 4, endpoint=False))
print(np.arange(6).reshape(2, 3), np.arange(0), np.logspace(0, 2, 3))
print(np.linspace(-1, 1, 7))
