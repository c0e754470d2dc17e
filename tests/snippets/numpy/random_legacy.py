# The legacy stream: seed, rand, randn, random.
import numpy as np

for seed in (0, 42, 123456):
    np.random.seed(seed)
    print(np.random.rand(3), np.random.rand(), np.random.rand(2, 2))
    print(np.random.randn(3), np.random.randn(), np.random.randn(2, 2))
    print(np.random.random(2), np.random.random_sample(), np.random.standard_normal(2))
