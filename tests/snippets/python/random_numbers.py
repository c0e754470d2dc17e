# The random module gives CPython's sequences.
import random
for seed in (0, 42, 12345678901, -3, "text", b"bytes", 2.5, 2 ** 100):
    random.seed(seed)
    print(seed, random.random(), random.randint(1, 6), random.uniform(-1, 1), random.randrange(0, 100, 5), random.choice("abcdef"), random.gauss(0, 1))
random.seed(7)
print(random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 3], k=5), random.choices("abc", cum_weights=[1, 2, 5], k=3), random.sample(range(100), 5), random.sample("abcdefgh", 3), random.sample(range(10 ** 6), 4), random.sample(["r", "b"], counts=[3, 4], k=5))
l = list(range(10)); random.shuffle(l); print(l, random.getrandbits(10), random.getrandbits(100), random.randbytes(4), random.normalvariate(0, 1), random.expovariate(2))
print(random.betavariate(2, 3), random.gammavariate(2, 1), random.gammavariate(0.5, 2), random.triangular(0, 10, 3), random.lognormvariate(0, 1), random.vonmisesvariate(0, 4), random.paretovariate(3), random.weibullvariate(1, 2))
state = random.getstate(); a = [random.random() for _ in range(3)]; random.setstate(state); print(a == [random.random() for _ in range(3)])
r, s = random.Random(5), random.Random(5); print(r.random() == s.random(), r.randint(1, 100), [random.Random(i).randint(0, 9) for i in range(5)])
for bad in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.sample([1], 2), lambda: random.choices([1, 2], [1]), lambda: random.choices([1], [0]), lambda: random.randrange(0), lambda: random.seed([1]), lambda: random.sample({1}, 1), lambda: random.getrandbits(-1)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
