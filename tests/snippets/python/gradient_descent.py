# Linear regression by gradient descent in plain Python.
import random
random.seed(0)
xs = [random.uniform(-1, 1) for _ in range(20)]
ys = [3 * x + 0.5 + random.gauss(0, 0.1) for x in xs]
w, b, lr = 0.0, 0.0, 0.1
for epoch in range(50):
    dw = sum(2 * (w * x + b - y) * x for x, y in zip(xs, ys)) / len(xs)
    db = sum(2 * (w * x + b - y) for x, y in zip(xs, ys)) / len(xs)
    w -= lr * dw
    b -= lr * db
    if epoch % 10 == 0:
        loss = sum((w * x + b - y) ** 2 for x, y in zip(xs, ys)) / len(xs)
        print(f"epoch {epoch:2d} loss {loss:.6f} w {w:.4f} b {b:.4f}")
print(w, b)
