# Matrix products, transposes, determinants and softmax on lists.
import math
A = [[1.0, 2.0], [3.0, 4.0]]; B = [[0.5, -1.0], [2.0, 0.25]]
matmul = lambda A, B: [[sum(a * b for a, b in zip(row, col)) for col in zip(*B)] for row in A]
print(matmul(A, B), [list(r) for r in zip(*A)], A[0][0] * A[1][1] - A[0][1] * A[1][0], [[a + b for a, b in zip(r, s)] for r, s in zip(A, B)])
def softmax(z): m = max(z); e = [math.exp(v - m) for v in z]; return [v / sum(e) for v in e]
p = softmax([1.0, 2.0, 3.0]); print(p, sum(p), softmax([1000, 1001]), -math.log(p[2]), sum(-v * math.log(v) for v in p))
identity = [[float(i == j) for j in range(3)] for i in range(3)]; print(identity, *identity, sep="\n")
def power(M, n): return M if n == 1 else matmul(M, power(M, n - 1))
print(power([[1, 1], [1, 0]], 10), power(A, 5))
def norm(v): return math.sqrt(sum(x * x for x in v))
u, v = [1, 2, 3], [4, 5, 6]; dot = sum(map(lambda a, b: a * b, u, v)); print(dot, norm(u), dot / (norm(u) * norm(v)), [round(x / norm(u), 4) for x in u])
for row in A: print(" ".join(f"{x:6.2f}" for x in row))
