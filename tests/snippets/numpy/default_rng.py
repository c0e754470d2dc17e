# The newer generator has another stream.
import numpy as np

rng = np.random.default_rng(0)
print(rng.random(3), rng.integers(10, size=4), rng.standard_normal(2))
print(rng.permutation(5), rng.choice(5, 2), rng.normal(0, 1, 2), rng.uniform(0, 1, 2))
