"""What parameters and values of distributions may be."""

import torch


class Constraint:
    is_discrete = False
    event_dim = 0

    def check(self, value):
        raise NotImplementedError

    def __repr__(self):
        return type(self).__name__.lstrip("_") + "()"


class _Real(Constraint):
    def check(self, value):
        return value == value


class _RealVector(Constraint):
    event_dim = 1

    def check(self, value):
        return (value == value).all(-1)

    def __repr__(self):
        return "IndependentConstraint(Real(), 1)"


class _Boolean(Constraint):
    is_discrete = True

    def check(self, value):
        return (value == 0) | (value == 1)


class _OneHot(Constraint):
    is_discrete, event_dim = True, 1

    def check(self, value):
        return ((value == 0) | (value == 1)).all(-1) & (value.sum(-1) == 1)


class _Bounded(Constraint):
    def __init__(self, **bounds):
        self.__dict__.update(bounds)
        self._bounds = bounds

    def __repr__(self):
        return type(self).__name__.lstrip("_") + "(" + ", ".join(f"{k}={v}" for k, v in self._bounds.items()) + ")"


class _Interval(_Bounded):
    def check(self, value):
        return (self.lower_bound <= value) & (value <= self.upper_bound)


class _HalfOpenInterval(_Interval):
    def check(self, value):
        return (self.lower_bound <= value) & (value < self.upper_bound)


class _IntegerInterval(_Interval):
    is_discrete = True

    def check(self, value):
        return (value % 1 == 0) & (self.lower_bound <= value) & (value <= self.upper_bound)


class _GreaterThan(_Bounded):
    def check(self, value):
        return self.lower_bound < value


class _GreaterThanEq(_Bounded):
    def check(self, value):
        return self.lower_bound <= value


class _IntegerGreaterThan(_Bounded):
    is_discrete = True

    def check(self, value):
        return (value % 1 == 0) & (value >= self.lower_bound)


class _Simplex(Constraint):
    event_dim = 1

    def check(self, value):
        return (value >= 0).all(-1) & ((value.sum(-1) - 1).abs() < 1e-6)


class _Multinomial(Constraint):
    is_discrete, event_dim = True, 1

    def __init__(self, upper_bound):
        self.upper_bound = upper_bound

    def check(self, value):
        return (value >= 0).all(-1) & (value.sum(-1) <= self.upper_bound)


class _LowerCholesky(Constraint):
    event_dim = 2

    def check(self, value):
        return (value.tril() == value).flatten(-2).all(-1) & (value.diagonal(dim1=-2, dim2=-1) > 0).all(-1)


class _PositiveDefinite(Constraint):
    event_dim = 2

    def check(self, value):
        symmetric = torch.isclose(value, value.mT, atol=1e-6).all(-2).all(-1)
        return symmetric & torch.linalg.cholesky_ex(value).info.eq(0) if bool(symmetric.all()) else symmetric


class _Independent(Constraint):
    def __init__(self, base, count):
        self.base, self.count = base, count
        self.is_discrete, self.event_dim = base.is_discrete, base.event_dim + count

    def check(self, value):
        good = self.base.check(value)
        return good.reshape(good.shape[: good.dim() - self.count] + (-1,)).all(-1)

    def __repr__(self):
        return f"IndependentConstraint({self.base!r}, {self.count})"


class _Dependent(Constraint):
    def check(self, value):
        raise ValueError("Cannot determine validity of dependent constraint")


real, real_vector, boolean, one_hot, simplex = _Real(), _RealVector(), _Boolean(), _OneHot(), _Simplex()
positive, nonnegative = _GreaterThan(lower_bound=0.0), _GreaterThanEq(lower_bound=0.0)
nonnegative_integer, positive_integer = _IntegerGreaterThan(lower_bound=0), _IntegerGreaterThan(lower_bound=1)
unit_interval = _Interval(lower_bound=0.0, upper_bound=1.0)
lower_cholesky, positive_definite, dependent = _LowerCholesky(), _PositiveDefinite(), _Dependent()
independent, multinomial = _Independent, _Multinomial


def interval(low, high):
    return _Interval(lower_bound=low, upper_bound=high)


def half_open_interval(low, high):
    return _HalfOpenInterval(lower_bound=low, upper_bound=high)


def integer_interval(low, high):
    return _IntegerInterval(lower_bound=low, upper_bound=high)


def greater_than(low):
    return _GreaterThan(lower_bound=low)


def greater_than_eq(low):
    return _GreaterThanEq(lower_bound=low)
