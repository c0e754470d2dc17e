# Python's own random module beside PyTorch's stream.
import random
import torch

random.seed(0)
torch.manual_seed(0)
print(random.random(), random.randint(1, 6), random.choice("abc"), random.uniform(0, 10))
items = list(range(6))
random.shuffle(items)
print(items, random.sample(range(100), 3), f"{random.gauss(0, 1):.6f}")
print(torch.rand(1), [random.randrange(10) for _ in range(5)])
