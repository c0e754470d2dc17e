# normal, uniform and others of the legacy stream.
import numpy as np

for seed in (0, 42):
    np.random.seed(seed)
    print(np.random.normal(0, 1, 3), np.random.normal(10, 2), np.random.normal(size=(2, 2)))
    print(np.random.uniform(-1, 1, 3), np.random.uniform(), np.random.uniform(0, 10, (2, 1)))
    print(np.random.binomial(10, 0.5, 3), np.random.exponential(2.0, 2), np.random.poisson(3, 3))
