# Random walks, estimates and samples with a seed.
import math, random, statistics
random.seed(2024)
inside = sum(random.random() ** 2 + random.random() ** 2 < 1 for _ in range(2000)); print(4 * inside / 2000)
walk = [0]
for _ in range(20): walk.append(walk[-1] + random.choice([-1, 1]))
print(walk, max(walk), [random.randint(1, 6) for _ in range(10)])
sample = [random.gauss(10, 2) for _ in range(200)]; print(round(statistics.mean(sample), 6), round(statistics.stdev(sample), 6), round(statistics.median(sample), 6))
deck = [r + s for s in "SHDC" for r in "A23456789TJQK"]; random.shuffle(deck); print(deck[:5], random.sample(deck, 3), random.choices(["win", "lose"], weights=[1, 9], k=6))
data = list(range(10)); folds = [data[i::3] for i in range(3)]; random.Random(1).shuffle(data); print(folds, data, data[:8], data[8:])
bootstrap = [statistics.fmean(random.choices(sample, k=50)) for _ in range(20)]; print(round(min(bootstrap), 4), round(max(bootstrap), 4), math.sqrt(statistics.pvariance(bootstrap)))
