# Slices, masks and index arrays.
import numpy as np

x = np.arange(10)
print(x[2:5], x[::-1], x[-1], x[x % 2 == 0], x[[1, 3]], x[::3])
m = np.arange(12).reshape(3, 4)
print(m[1], m[:, 1], m[1, 2], m[:2, 1:3], m[m > 8], m[[0, 2], [1, 3]], m[..., 0])
x[0] = 100
x[1:3] = -1
m[m < 5] = 0
print(x, m)
view = x[5:]
view[0] = 50
print(x[5], x.copy()[5], np.nonzero(x < 0), np.argsort(np.array([3, 1, 2])), np.sort(np.array([3, 1, 2])))
try:
    x[20]
except IndexError as error:
    print(error)
