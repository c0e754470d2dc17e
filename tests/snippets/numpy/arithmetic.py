# Elementwise arithmetic, broadcasting and universal functions.
import numpy as np

a, b = np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 30.0])
print(a + b, a * 2, b / a, a ** 2, a - 1, -a, b % 7, b // 4)
print(np.sqrt(a), np.exp(np.array([0.0, 1.0])), np.log(a), np.abs(-a), np.maximum(a, 2), np.sin(np.array([0.0])))
print(np.arange(3)[:, None] + np.arange(4), np.array([[1], [2]]) * np.array([1, 10]))
print(a > 1.5, (a > 1.5) & (b < 30), np.where(a > 1.5, a, 0), np.clip(b, 15, 25))
print(np.array([1, 2]) / 2, np.array([7, -7]) // 2, np.array([1, 2]) + 0.5, np.array([1, 2], dtype=np.float32) * 2)
try:
    np.ones(2) + np.ones(3)
except ValueError as error:
    print(error)
