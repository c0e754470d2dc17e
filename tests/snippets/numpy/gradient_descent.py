# Linear regression with numpy only.
import numpy as np

np.random.seed(0)
x = np.linspace(0, 1, 30)
y = 4 * x - 1 + 0.1 * np.random.randn(30)
w, b = 0.0, 0.0
for step in range(301):
    error = w * x + b - y
    w -= 0.5 * 2 * np.mean(error * x)
    b -= 0.5 * 2 * np.mean(error)
    if step % 100 == 0:
        print(f"{step} loss {np.mean(error ** 2):.4f} w {w:.3f} b {b:.3f}")
print(np.polyfit(x, y, 1).round(3))
