# The streams of numpy.random.default_rng: every kind of draw, from several seeds.
import numpy as np
for seed in (0, 42, 12345678901234567890, [1,2,3]):
    rng = np.random.default_rng(seed)
    print(rng.random(3).tolist(), rng.integers(10, size=4), rng.standard_normal(5).tolist())
    print(rng.permutation(5), rng.choice(5, 2), rng.normal(0, 1, 2), rng.uniform(0, 1, 2))
    print(rng.choice(10, 4, replace=False), rng.choice(4, 5, p=[.1,.2,.3,.4]), rng.choice(5, 3, replace=False, p=[.1,.2,.3,.2,.2]))
    print(rng.integers(0, 100, 5, dtype=np.int8), rng.integers(0, 300, 3, dtype=np.int16), rng.integers(0,2**40,2), rng.integers(5, endpoint=True), rng.integers(0,2,8,dtype=bool))
    x = np.arange(10); rng.shuffle(x); print(x)
    l = list("abcdef"); rng.shuffle(l); print(l)
    print(rng.exponential(2., 3).tolist(), rng.standard_normal(100000).sum().round(6), rng.standard_exponential(100000).sum().round(6))
    print(rng.choice([10,20,30]), rng.choice(["a","b"]), rng.random(), rng.normal(), type(rng.random()), type(rng.integers(5)), rng)
    print(rng.random((2,3),dtype=np.float32), rng.permutation(np.arange(6).reshape(3,2)), rng.normal([0,10],1), rng.choice(20000,500,replace=False).sum())
for bad in (lambda: rng.choice(3,5,replace=False), lambda: rng.integers(5,2), lambda: rng.normal(0,-1), lambda: np.random.default_rng(-1), lambda: rng.choice(3,p=[.5,.5]), lambda: rng.choice(2,p=[.5,.6])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
