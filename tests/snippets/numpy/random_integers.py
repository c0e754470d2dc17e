# randint, permutation, shuffle and choice of the legacy stream.
import numpy as np

for seed in (0, 42, 123456):
    np.random.seed(seed)
    print(np.random.randint(10, size=5), np.random.randint(0, 100), np.random.randint(-5, 5, (2, 2)))
    print(np.random.permutation(6), np.random.permutation([10, 20, 30]))
    x = np.arange(5)
    np.random.shuffle(x)
    print(x, np.random.choice(5, 3), np.random.choice(5, 3, replace=False), np.random.choice([10, 20, 30]))
    print(np.random.choice(3, 4, p=[0.1, 0.2, 0.7]))
