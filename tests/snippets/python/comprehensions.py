# List, set, dict and generator comprehensions, nested and with conditions.
print([x * x for x in range(6) if x % 2 == 0], {x % 3 for x in range(10)} == {0, 1, 2}, {k: len(k) for k in ["a", "bb"]})
print([(i, j) for i in range(3) for j in range(i)], [[j for j in range(i)] for i in range(4)], [x if x > 1 else -x for x in range(4)])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row], sum(v for row in matrix for v in row))
total = 0
print([total := total + v for v in [1, 2, 3]], total, any(v > 2 for v in [1, 2, 3]), all(v > 2 for v in [3, 4]))
x = "outer"
inside = [x for x in range(3)]
print(x, inside, list(zip("abc", range(3))), dict(zip("ab", [1, 2])), [f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])
print({i: {j: i * j for j in range(2)} for i in range(2)}, sorted({c for c in "hello"}), tuple(i for i in range(3)), max((len(w), w) for w in ["aa", "b", "cc"]))
