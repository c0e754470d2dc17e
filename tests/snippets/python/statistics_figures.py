# The statistics module.
from fractions import Fraction
from statistics import *
d = [1.5, 2.5, 2.5, 2.75, 3.25, 4.75]
print(mean(d), fmean(d), median(d), mode(d), stdev(d), variance(d), pstdev(d), pvariance(d), mean([1, 2, 3, 4]), mean([1, 2]), variance([1, 2, 3]), median([1, 3]), median([1, 3, 2]), median_low([1, 3]), median_high([1, 3]), multimode("aabbc"), mode(["r", "b", "r"]), mean([Fraction(1, 2), Fraction(1, 3)]))
print(quantiles(range(1, 100)), quantiles([1, 2, 3, 4], n=10, method="inclusive"), geometric_mean([54, 24, 36]), harmonic_mean([40, 60]), covariance([1, 2, 3], [1, 1, 2]), correlation([1, 2, 3, 4], [2, 4, 6, 9]), linear_regression([1, 2, 3], [2, 4, 7]), mean([0.1] * 10), stdev([0.1, 0.2, 0.3]), mean([1e50, 1, -1e50]), variance(d, 2.0), fmean([1, 2], weights=[3, 1]))
n = NormalDist(100, 15); print(n, n.cdf(120), n.pdf(100), n.inv_cdf(0.9), n + 5, n * 2, n.zscore(130), NormalDist.from_samples(d), n.samples(2, seed=3), n.quantiles()[0])
for bad in (lambda: mean([]), lambda: stdev([1]), lambda: mode([]), lambda: median([]), lambda: mean(["a"]), lambda: correlation([1, 1], [1, 2])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
