"""Exact fractions."""

import math
import numbers
import operator

__all__ = ["Fraction"]


def _from_text(text):
    """(numerator, denominator) of "3/4", "-1.25", "1e-3"."""
    invalid = ValueError(f"Invalid literal for Fraction: {text!r}")
    body = text.strip()
    sign = -1 if body.startswith("-") else 1
    body = body[1:] if body[:1] in ("+", "-") else body
    top, slash, bottom = body.partition("/")
    if slash:
        if not (_digits(top) and _digits(bottom)):
            raise invalid
        return sign * int(top), int(bottom)
    mantissa, e, exponent = body.partition("e" if "e" in body else "E")
    whole, point, decimals = mantissa.partition(".")
    exponent_digits = exponent[1:] if exponent[:1] in ("+", "-") else exponent
    if not (whole or decimals) or not all(_digits(d) for d in (whole, decimals) if d) or e and not _digits(exponent_digits):
        raise invalid
    numerator, denominator = int(whole + decimals or "0"), 10 ** len(decimals.replace("_", ""))
    power = int(exponent or 0)
    if abs(power) > 10**6:
        raise MemoryError("Fraction of an exponent beyond a million")
    return (sign * numerator * 10**power, denominator) if power >= 0 else (sign * numerator, denominator * 10**-power)


def _digits(text):
    return text.replace("_", "").isdecimal() and not text.startswith("_") and not text.endswith("_") and "__" not in text


def _binary(exact, fallback):
    """The method and its mirror for one operator: exact among fractions and integers, else as for floats."""

    def forward(a, b):
        if isinstance(b, (int, Fraction)):
            return exact(a, Fraction(b) if isinstance(b, int) else b)
        if isinstance(b, float):
            return fallback(float(a), b)
        return fallback(complex(a), b) if isinstance(b, complex) else NotImplemented

    def reverse(b, a):
        if isinstance(a, numbers.Rational):
            return exact(Fraction(a), b)
        if isinstance(a, numbers.Real):
            return fallback(float(a), float(b))
        return fallback(complex(a), complex(b)) if isinstance(a, numbers.Complex) else NotImplemented

    return forward, reverse


class Fraction(numbers.Rational):
    """A fraction in lowest terms, with a positive denominator."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        made = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                made._numerator, made._denominator = numerator, 1
                return made
            if isinstance(numerator, numbers.Rational):
                top, bottom = numerator.numerator, numerator.denominator
            elif isinstance(numerator, float) or hasattr(numerator, "as_integer_ratio"):
                top, bottom = numerator.as_integer_ratio()
            elif isinstance(numerator, str):
                top, bottom = _from_text(numerator)
            else:
                raise TypeError("argument should be a string or a Rational instance")
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            top = numerator.numerator * denominator.denominator
            bottom = denominator.numerator * numerator.denominator
        else:
            raise TypeError("both arguments should be Rational instances")
        if bottom == 0:
            raise ZeroDivisionError(f"Fraction({top}, 0)")
        common = math.gcd(top, bottom) * (-1 if bottom < 0 else 1)
        made._numerator, made._denominator = top // common, bottom // common
        return made

    @classmethod
    def from_float(cls, f):
        return cls(*f.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def is_integer(self):
        return self._denominator == 1

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction whose denominator is not larger, by the continued fraction."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            if q0 + a * q1 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q0 + a * q1
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        near, far = Fraction(p1, q1), Fraction(p0 + k * p1, q0 + k * q1)
        return near if abs(near - self) <= abs(far - self) else far

    def __repr__(self):
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

    def __reduce__(self):
        return type(self), (self._numerator, self._denominator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    __add__, __radd__ = _binary(
        lambda a, b: Fraction(
            a._numerator * b._denominator + b._numerator * a._denominator, a._denominator * b._denominator
        ),
        operator.add,
    )
    __sub__, __rsub__ = _binary(
        lambda a, b: Fraction(
            a._numerator * b._denominator - b._numerator * a._denominator, a._denominator * b._denominator
        ),
        operator.sub,
    )
    __mul__, __rmul__ = _binary(
        lambda a, b: Fraction(a._numerator * b._numerator, a._denominator * b._denominator), operator.mul
    )
    __truediv__, __rtruediv__ = _binary(
        lambda a, b: Fraction(a._numerator * b._denominator, a._denominator * b._numerator), operator.truediv
    )
    __floordiv__, __rfloordiv__ = _binary(
        lambda a, b: (a._numerator * b._denominator) // (a._denominator * b._numerator), operator.floordiv
    )
    __mod__, __rmod__ = _binary(
        lambda a, b: Fraction(
            (a._numerator * b._denominator) % (b._numerator * a._denominator), a._denominator * b._denominator
        ),
        operator.mod,
    )
    __divmod__, __rdivmod__ = _binary(lambda a, b: (a // b, a % b), divmod)

    def __pow__(self, power):
        if isinstance(power, numbers.Rational):
            if power.denominator != 1:
                return float(self) ** float(power)
            n = power.numerator
            if n >= 0:
                return Fraction(self._numerator**n, self._denominator**n)
            if self._numerator == 0:
                raise ZeroDivisionError(f"Fraction({self._denominator ** -n}, 0)")
            return Fraction(self._denominator**-n, self._numerator**-n)
        return float(self) ** power

    def __rpow__(self, base):
        if self._denominator == 1 and self._numerator >= 0:
            return base**self._numerator
        if isinstance(base, numbers.Rational):
            return Fraction(base) ** self
        return base ** float(self)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        return math.trunc(self)

    def __trunc__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            return whole + (twice > self._denominator or twice == self._denominator and whole % 2)
        shift = 10 ** abs(ndigits)
        return Fraction(round(self * shift), shift) if ndigits > 0 else Fraction(round(self / shift) * shift)

    def __hash__(self):
        # Equal numbers hash alike, whatever their type.
        if self._denominator == 1:
            return hash(self._numerator)
        modulus = 2**61 - 1
        try:
            value = hash(hash(abs(self._numerator)) * pow(self._denominator, -1, modulus))
        except ValueError:
            value = 314159
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def _compare(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            return op(0.0, other) if math.isnan(other) or math.isinf(other) else op(self, Fraction(other))
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, complex) and other.imag == 0:
            other = other.real
        return self._compare(other, operator.eq)

    def __lt__(self, other):
        return self._compare(other, operator.lt)

    def __le__(self, other):
        return self._compare(other, operator.le)

    def __gt__(self, other):
        return self._compare(other, operator.gt)

    def __ge__(self, other):
        return self._compare(other, operator.ge)

    def __bool__(self):
        return bool(self._numerator)
