"""The distributions of `random` that few programs use, as methods of a generator; the draws are CPython's."""

from math import acos as _acos, cos as _cos, e as _e, exp as _exp, log as _log, pi as _pi, sqrt as _sqrt

LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
TWOPI = 2.0 * _pi


def triangular(self, low=0.0, high=1.0, mode=None):
    """Between low and high, most often near mode."""
    u = self.random()
    try:
        c = 0.5 if mode is None else (mode - low) / (high - low)
    except ZeroDivisionError:
        return low
    if u > c:
        u = 1.0 - u
        c = 1.0 - c
        low, high = high, low
    return low + (high - low) * _sqrt(u * c)


def lognormvariate(self, mu=0.0, sigma=1.0):
    return _exp(self.normalvariate(mu, sigma))


def vonmisesvariate(self, mu, kappa):
    """An angle around mu (Fisher 1993: rejection from a wrapped Cauchy)."""
    random = self.random
    if kappa <= 1e-6:
        return TWOPI * random()
    s = 0.5 / kappa
    r = s + _sqrt(1.0 + s * s)
    while True:
        z = _cos(_pi * random())
        d = z / (r + z)
        u2 = random()
        if u2 < 1.0 - d * d or u2 <= (1.0 - d) * _exp(d):
            break
    q = 1.0 / r
    f = (q + z) / (1.0 + q * z)
    if random() > 0.5:
        return (mu + _acos(f)) % TWOPI
    return (mu - _acos(f)) % TWOPI


def gammavariate(self, alpha, beta):
    """Shape alpha, scale beta: Cheng 1977 above 1, exponential at 1, Ahrens and Dieter 1974 below."""
    if alpha <= 0.0 or beta <= 0.0:
        raise ValueError("gammavariate: alpha and beta must be > 0.0")
    random = self.random
    if alpha > 1.0:
        ainv = _sqrt(2.0 * alpha - 1.0)
        bbb = alpha - LOG4
        ccc = alpha + ainv
        while True:
            u1 = random()
            if not 1e-7 < u1 < 0.9999999:
                continue
            u2 = 1.0 - random()
            v = _log(u1 / (1.0 - u1)) / ainv
            x = alpha * _exp(v)
            z = u1 * u1 * u2
            r = bbb + ccc * v - x
            if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= _log(z):
                return x * beta
    if alpha == 1.0:
        return -_log(1.0 - random()) * beta
    while True:
        u = random()
        b = (_e + alpha) / _e
        p = b * u
        if p <= 1.0:
            x = p ** (1.0 / alpha)
        else:
            x = -_log((b - p) / alpha)
        u1 = random()
        if p > 1.0:
            if u1 <= x ** (alpha - 1.0):
                break
        elif u1 <= _exp(-x):
            break
    return x * beta


def betavariate(self, alpha, beta):
    y = self.gammavariate(alpha, 1.0)
    return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0


def paretovariate(self, alpha):
    return (1.0 - self.random()) ** (-1.0 / alpha)


def weibullvariate(self, alpha, beta):
    return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)
