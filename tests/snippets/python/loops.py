# for, while, else, break, continue, enumerate, zip, range and iterators of one's own.
for i in range(3):
    if i == 5: break
else: print("no break")
for i in range(5):
    if i == 1: continue
    if i == 3: break
    print(i, end=" ")
else: print("never")
print()
n = 3
while n: n -= 1
else: print("while else", n)
for i, (a, b) in enumerate(zip([1, 2, 3], "xyz")): print(i, a, b, end="; ")
print(list(range(5, 0, -2)), list(range(-3, 3, 2)), range(0, 10, 3), len(range(0, 10, 3)), 9 in range(0, 10, 3), range(3) == range(0, 3, 1), list(zip(range(3), "ab")), list(reversed(range(4))))
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1; return self.n
print(list(Count(3)), sum(Count(4)), max(Count(5)), [x for x in Count(2)], 2 in Count(5), dict(enumerate(Count(2))), tuple(Count(2)), list(zip(Count(2), Count(3))))
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Old()), 20 in Old(), list(iter(iter([5, 6, 0, 7]).__next__, 0)), list(zip([1], [2], strict=True)))
try: list(zip([1, 2], [3], strict=True))
except ValueError as e: print(e)
rows = [[1, 2], [3, 4]]
print(list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(zip(*rows)), [sum(c) for c in zip(*rows)], list(filter(lambda v: v > 1, [1, 2, 3])), list(map(max, [1, 5], [3, 2])))
for x in (l := [1, 2, 3]):
    if x < 3 and len(l) < 5: l.append(x * 10)
print(l); pass
