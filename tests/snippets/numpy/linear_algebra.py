# Products, norms and solutions.
import numpy as np

a, b = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])
print(a @ b, np.dot(b, b), a.dot(a), a.T @ a, np.outer(b, b))
print(np.linalg.norm(b).round(4), np.round(np.linalg.inv(a), 4), round(float(np.linalg.det(a)), 4))
print(np.linalg.solve(a, b).round(4), np.trace(a), np.diag([1, 2]), np.matmul(a, a))
print(np.allclose(a @ np.linalg.inv(a), np.eye(2)))
