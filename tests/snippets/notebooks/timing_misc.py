# What a notebook uses of Python's library.
import time, random, itertools, functools, collections, math
import torch
random.seed(0); t = time.perf_counter()
print(random.random(), random.randint(1, 6), random.sample(range(10), 3), random.choice("abc"), random.gauss(0, 1))
l = list(range(5)); random.shuffle(l); print(l)
total = 0
for i in range(3): total += i
print(total, time.perf_counter() - t >= 0)
for lr, bs in itertools.product([0.1, 0.01], [16, 32]): print(f"{lr=} {bs=}", end=" | ")
print(); print(list(itertools.accumulate([1, 2, 3])), list(itertools.islice(itertools.cycle("ab"), 3)), [*itertools.chain([1], [2])], list(itertools.combinations("abc", 2)), [(k, len(list(g))) for k, g in itertools.groupby("aab")])
c = collections.Counter("hello"); print(c.most_common(2), collections.defaultdict(list), collections.deque([1, 2, 3], maxlen=2))
@functools.lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), fib.cache_info().hits, functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), math.isclose(0.1 + 0.2, 0.3))
print(f"{1234567.891:,.2f} {0.000012:.2e} {42:05d} {'hi':^8}| {3.14159!r:>10} {255:#x} {True!s:>6}", "%.3f %s" % (1.5, [1]), "{:>6.1%}".format(0.256))
