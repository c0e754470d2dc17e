"""Pseudo-random numbers: the same sequences as CPython's for the same seed.

The Mersenne Twister is native (`_random`); what is drawn from it, and in which order, is written here. The distributions
that are used less often are in `random._distributions` and imported when asked for.
"""

import _random
from math import ceil as _ceil, cos as _cos, exp as _exp, floor as _floor, log as _log, pi as _pi, sin as _sin, sqrt as _sqrt
from operator import index as _index

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate", "gammavariate", "gauss", "getrandbits",
    "getstate", "lognormvariate", "normalvariate", "paretovariate", "randbytes", "randint", "random", "randrange",
    "sample", "seed", "setstate", "shuffle", "triangular", "uniform", "vonmisesvariate", "weibullvariate",
]
TWOPI = 2.0 * _pi
NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
BPF = 53
_LESS_USED = ("betavariate", "gammavariate", "lognormvariate", "paretovariate", "triangular", "vonmisesvariate",
              "weibullvariate")


class Random(_random.Random):
    """A generator of its own; the module's functions are the methods of a hidden one."""

    VERSION = 3

    def __init__(self, x=None):
        self.gauss_next = None
        self.seed(x)

    def seed(self, a=None, version=2):
        """Starts the sequence anew: the same `a` gives the same numbers."""
        if a is None:
            from time import time_ns

            # No entropy of the machine's is within reach here; the clock keeps unseeded runs apart.
            a = time_ns() ^ id(self)
        elif isinstance(a, (str, bytes, bytearray)):
            if version == 1:
                raise NotImplementedError("random.seed with version=1")
            from _sha512 import sha512

            data = a.encode() if isinstance(a, str) else bytes(a)
            a = int.from_bytes(data + sha512(data).digest(), "big")
        elif not isinstance(a, (int, float)):
            raise TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        if state[0] != self.VERSION:
            raise ValueError(
                f"state with version {state[0]} passed to Random.setstate() of version {self.VERSION}"
            )
        _, internal, self.gauss_next = state
        super().setstate(tuple(internal))

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return type(self), (), self.getstate()

    def _randbelow(self, n):
        """A whole number from 0 to n-1, each equally likely: draws that are too large are drawn again."""
        bits = n.bit_length()
        r = self.getrandbits(bits)
        while r >= n:
            r = self.getrandbits(bits)
        return r

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=1):
        """One of range(start, stop, step)."""
        start = _index(start)
        if stop is None:
            if step != 1:
                raise TypeError("Missing a non-None stop argument")
            if start > 0:
                return self._randbelow(start)
            raise ValueError("empty range for randrange()")
        stop = _index(stop)
        step = _index(step)
        width = stop - start
        if step == 1:
            if width > 0:
                return start + self._randbelow(width)
            raise ValueError(f"empty range for randrange() ({start}, {stop}, {width})")
        if step == 0:
            raise ValueError("zero step for randrange()")
        n = (width + step - (1 if step > 0 else -1)) // step
        if n <= 0:
            raise ValueError("empty range for randrange()")
        return start + step * self._randbelow(n)

    def randint(self, a, b):
        """A whole number from a to b, both included."""
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """k elements with replacement, each as likely as its weight says."""
        random = self.random
        n = len(population)
        if cum_weights is None:
            if weights is None:
                n += 0.0
                return [population[_floor(random() * n)] for _ in range(k)]
            if isinstance(weights, int):
                raise TypeError(f"The number of choices must be a keyword argument: k={weights!r}")
            total, cum_weights = 0, []
            for weight in weights:
                total = total + weight if cum_weights else weight
                cum_weights.append(total)
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if total - total != 0.0:
            raise ValueError("Total of weights must be finite")
        from _bisect import bisect_right

        return [population[bisect_right(cum_weights, random() * total, 0, n - 1)] for _ in range(k)]

    def shuffle(self, x):
        """Puts the list into a random order, in place."""
        for i in reversed(range(1, len(x))):
            j = self._randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        """k different elements, in the order they were drawn."""
        if not (hasattr(population, "__getitem__") and hasattr(population, "__len__")) or isinstance(population, dict):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            return self._sample_of_counts(population, k, counts)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        result = [None] * k
        # As CPython does: for a small population a pool from which is taken, else a set of the places taken.
        set_size = 21 + (4 ** _ceil(_log(k * 3, 4)) if k > 5 else 0)
        if n <= set_size:
            pool = list(population)
            for i in range(k):
                j = self._randbelow(n - i)
                result[i] = pool[j]
                pool[j] = pool[n - i - 1]
        else:
            taken = set()
            for i in range(k):
                j = self._randbelow(n)
                while j in taken:
                    j = self._randbelow(n)
                taken.add(j)
                result[i] = population[j]
        return result

    def _sample_of_counts(self, population, k, counts):
        from _bisect import bisect_right

        total, cum_counts = 0, []
        for count in counts:
            total += count
            cum_counts.append(total)
        if len(cum_counts) != len(population):
            raise ValueError("The number of counts does not match the population")
        if not isinstance(total, int):
            raise TypeError("Counts must be integers")
        if total <= 0:
            raise ValueError("Total of counts must be greater than zero")
        return [population[bisect_right(cum_counts, place)] for place in self.sample(range(total), k)]

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def gauss(self, mu=0.0, sigma=1.0):
        """A normal value; they are made in pairs, and the second is kept for the next call."""
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        """A normal value by the ratio of two uniform ones (Kinderman and Monahan 1977)."""
        random = self.random
        while True:
            u1 = random()
            u2 = 1.0 - random()
            z = NV_MAGICCONST * (u1 - 0.5) / u2
            if z * z / 4.0 <= -_log(u2):
                return mu + z * sigma

    def expovariate(self, lambd):
        return -_log(1.0 - self.random()) / lambd

    def __getattr__(self, name):
        if name in _LESS_USED:
            from random import _distributions

            return getattr(_distributions, name).__get__(self)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


class SystemRandom(Random):
    """Random numbers of the machine's own: not to be had here."""

    def __init__(self, x=None):
        raise NotImplementedError("random.SystemRandom")


_hidden = Random()
seed = _hidden.seed
random = _hidden.random
uniform = _hidden.uniform
randint = _hidden.randint
randrange = _hidden.randrange
choice = _hidden.choice
choices = _hidden.choices
shuffle = _hidden.shuffle
sample = _hidden.sample
gauss = _hidden.gauss
normalvariate = _hidden.normalvariate
expovariate = _hidden.expovariate
getrandbits = _hidden.getrandbits
randbytes = _hidden.randbytes
getstate = _hidden.getstate
setstate = _hidden.setstate


def __getattr__(name):
    if name in _LESS_USED:
        return getattr(_hidden, name)
    raise AttributeError(f"module 'random' has no attribute {name!r}")
