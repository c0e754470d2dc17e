"""Mean, median and spread of numbers, without rounding on the way: sums are exact fractions, rounded once at the end."""

import math

__all__ = [
    "LinearRegression", "NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean",
    "harmonic_mean", "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode",
    "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance",
]


class StatisticsError(ValueError):
    pass


def __getattr__(name):
    if name == "NormalDist":
        from _normal import NormalDist

        globals()[name] = NormalDist
        return NormalDist
    if name == "LinearRegression":
        from collections import namedtuple

        made = globals()[name] = namedtuple("LinearRegression", ("slope", "intercept"))
        return made
    raise AttributeError(f"module 'statistics' has no attribute {name!r}")


def _ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None
    except (OverflowError, ValueError):
        return x, None  # an infinity or no number: it decides the sum alone


def _fraction(*args):
    # Imported here: it comes with the numeric tower, which takes time to make.
    from fractions import Fraction

    return Fraction(*args)


def _is_fraction(kind):
    return kind.__name__ == "Fraction" and kind.__module__ == "fractions"


def _common_type(types):
    """float if there is one among them, else Fraction, else int; bool counts as int."""
    found = int
    for kind in types:
        if kind is found or issubclass(kind, int):
            continue
        if found is int or _is_fraction(found) and issubclass(kind, float):
            found = kind
        elif not (issubclass(kind, found) or issubclass(found, float) and _is_fraction(kind)):
            raise TypeError(f"don't know how to coerce {found.__name__} and {kind.__name__}")
    return found


def _sums(data):
    """(type, sum, sum of squares, count) of the data."""
    count, types, sums, squares = 0, set(), {}, {}
    for x in data:
        count += 1
        types.add(type(x))
        top, bottom = _ratio(x)
        sums[bottom] = sums.get(bottom, 0) + top
        squares[bottom] = squares.get(bottom, 0) + top * top
    kind = _common_type(types)
    if None in sums:
        return kind, sums[None], sums[None], count
    total = sum((_fraction(top, bottom) for bottom, top in sums.items()), _fraction(0))
    square = sum((_fraction(top, bottom * bottom) for bottom, top in squares.items()), _fraction(0))
    return kind, total, square, count


def _as(value, kind):
    if type(value) is kind:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    return kind(value)


def _root(fraction):
    """The square root of a fraction as a float, rounded once."""
    top, bottom = fraction.numerator, fraction.denominator
    # The root of a number scaled so that it has 109 bits or more; its last bit is set if something is left over.
    shift = (top.bit_length() - bottom.bit_length() - 109) // 2
    if shift >= 0:
        bottom <<= 2 * shift
    else:
        top <<= -2 * shift
    root = math.isqrt(top // bottom)
    root |= root * root * bottom != top
    return float(root << shift) if shift >= 0 else root / (1 << -shift)


def _deviations(data, center, least, name):
    """(type, sum of squared deviations from the mean, count)."""
    if center is not None:
        differences = [x - center for x in data]
        kind, total, _, count = _sums([d * d for d in differences])
        if count < least:
            raise StatisticsError(f"{name} requires at least {'two data points' if least == 2 else 'one data point'}")
        return kind, total, count
    kind, total, square, count = _sums(data)
    if count < least:
        raise StatisticsError(f"{name} requires at least {'two data points' if least == 2 else 'one data point'}")
    return kind, (count * square - total * total) / count, count


def mean(data):
    """The arithmetic mean."""
    kind, total, _, count = _sums(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return _as(total / count, kind)


def fmean(data, weights=None):
    """The arithmetic mean as a float, faster."""
    values = list(data)
    if weights is None:
        if not values:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(values) / len(values)
    weights = list(weights)
    if len(weights) != len(values):
        raise StatisticsError("data and weights must be the same length")
    if not (total := math.fsum(weights)):
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum(v * w for v, w in zip(values, weights)) / total


def geometric_mean(data):
    try:
        return math.exp(fmean(map(math.log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    values = list(data)
    if not values:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if len(values) == 1 and weights is None:
        if values[0] < 0:
            raise StatisticsError("harmonic mean does not support negative values")
        return values[0]
    weights = [1] * len(values) if weights is None else list(weights)
    if len(weights) != len(values):
        raise StatisticsError("Number of weights does not match data size")
    if any(x < 0 for x in values + weights):
        raise StatisticsError("harmonic mean does not support negative values")
    if 0 in values:
        return 0
    _, weight, _, _ = _sums(weights)
    kind, total, _, _ = _sums(w / x if w else 0 for w, x in zip(weights, values))
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _as(weight / total, kind)


def _sorted(data, name="median"):
    values = sorted(data)
    if not values:
        raise StatisticsError(f"no {name} for empty data")
    return values


def median(data):
    """The middle value, or the mean of the two middle ones."""
    values = _sorted(data)
    n = len(values)
    return values[n // 2] if n % 2 else (values[n // 2 - 1] + values[n // 2]) / 2


def median_low(data):
    values = _sorted(data)
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = _sorted(data)
    return values[len(values) // 2]


def median_grouped(data, interval=1):
    """The median of data that was rounded to classes of this width."""
    values = _sorted(data)
    n = len(values)
    x = values[n // 2]
    below, equal = sum(v < x for v in values), sum(v == x for v in values)
    return float(x) - float(interval) / 2 + float(interval) * (n / 2 - below) / equal


def mode(data):
    """The most frequent value, the first of several."""
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    if not counts:
        raise StatisticsError("no mode for empty data")
    return max(counts, key=counts.get)


def multimode(data):
    """All the most frequent values."""
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values(), default=0)
    return [x for x, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 points that cut the data into n equally large parts."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    values = sorted(data)
    size = len(values)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    cuts = []
    for i in range(1, n):
        if method == "inclusive":
            j, delta = divmod(i * (size - 1), n)
            low, high = values[j], values[j + 1]
        elif method == "exclusive":
            j = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - j * n
            low, high = values[j - 1], values[j]
        else:
            raise ValueError(f"Unknown method: {method!r}")
        cuts.append((low * (n - delta) + high * delta) / n)
    return cuts


def variance(data, xbar=None):
    """The variance of a sample: the squared deviations over n - 1."""
    kind, total, count = _deviations(data, xbar, 2, "variance")
    return _as(total / (count - 1), kind)


def pvariance(data, mu=None):
    """The variance of a whole population: over n."""
    kind, total, count = _deviations(data, mu, 1, "pvariance")
    return _as(total / count, kind)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    _, total, count = _deviations(data, xbar, 2, "stdev")
    return _root(_fraction(total) / (count - 1))


def pstdev(data, mu=None):
    """The standard deviation of a whole population."""
    _, total, count = _deviations(data, mu, 1, "pstdev")
    return _root(_fraction(total) / count)


def _products(x, y, name):
    """The sums of products of deviations: of x with y, of x with x, of y with y; and the means."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f"{name} requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(f"{name} requires at least two data points")
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    xy = math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
    xx = math.fsum((a - xbar) * (a - xbar) for a in x)
    yy = math.fsum((b - ybar) * (b - ybar) for b in y)
    return xy, xx, yy, xbar, ybar


def covariance(x, y, /):
    return _products(x, y, "covariance")[0] / (len(x) - 1)


def correlation(x, y, /):
    """Pearson's correlation coefficient."""
    xy, xx, yy, _, _ = _products(x, y, "correlation")
    if not xx or not yy:
        raise StatisticsError("at least one of the inputs is constant")
    return xy / math.sqrt(xx * yy)


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the line with the least squared distance."""
    xy, xx, _, xbar, ybar = _products(x, y, "linear regression")
    if proportional:
        xy, xx = math.fsum(a * b for a, b in zip(x, y)), math.fsum(a * a for a in x)
    if not xx:
        raise StatisticsError("x is constant")
    slope = xy / xx
    import statistics

    return statistics.LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)
