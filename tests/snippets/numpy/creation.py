# Arrays from lists and by function.
import numpy as np

print(np.array([1, 2, 3]), np.array([1.0, 2.5]), np.array([[1, 2], [3, 4]]), np.array([True, False]))
print(np.zeros(3), np.ones((2, 2)), np.full(2, 7), np.eye(2), np.empty(0))
print(np.zeros((2, 3), dtype=int), np.ones(2, dtype=np.float32), np.zeros_like(np.array([1, 2])))
print(np.array([1, 2.5]).dtype, np.array([1, 2]).dtype, np.array([True]).dtype)
print(np.array(5), np.float64(2.5), [np.float64(1.5), np.int64(3)])
