# A two-layer network with backpropagation, in plain Python, learns XOR.
import math, random
random.seed(3)
def sigmoid(z): return 1 / (1 + math.exp(-z))
data = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
W1 = [[random.uniform(-1, 1) for _ in range(2)] for _ in range(4)]; b1 = [0.0] * 4
W2 = [random.uniform(-1, 1) for _ in range(4)]; b2 = 0.0
for step in range(3000):
    loss = 0.0
    for x, y in data:
        h = [math.tanh(sum(w * v for w, v in zip(row, x)) + b) for row, b in zip(W1, b1)]
        p = sigmoid(sum(w * v for w, v in zip(W2, h)) + b2)
        loss -= y * math.log(p) + (1 - y) * math.log(1 - p)
        d = p - y
        for j in range(4):
            dh = d * W2[j] * (1 - h[j] ** 2)
            W2[j] -= 0.1 * d * h[j]
            for k in range(2): W1[j][k] -= 0.1 * dh * x[k]
            b1[j] -= 0.1 * dh
        b2 -= 0.1 * d
    if step % 1000 == 0: print(step, round(loss, 6))
print(round(loss, 8), [round(W, 6) for W in W2], b2)
