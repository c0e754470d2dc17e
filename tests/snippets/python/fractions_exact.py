# Fractions and the numeric tower.
import math, numbers
from fractions import Fraction as F
print(F(1, 2) + F(1, 3), F(3, -6), repr(F("0.125")), F("3/4"), F(0.5), F("1e-3"), F(1, 3) ** 2, F(2, 3) ** -2, F(4, 9) ** 0.5, F(1, 2) == 0.5, F(7, 2) // 1, F(7, 2) % 1, divmod(F(7, 2), F(2, 3)), -F(1, 2), abs(F(-1, 2)), round(F(5, 2)), round(F(22, 7), 2), math.floor(F(-7, 2)), int(F(-7, 2)), float(F(1, 3)), F(math.pi).limit_denominator(100), hash(F(1, 2)) == hash(0.5), 1 / F(3), 1.5 + F(1, 2), sum([F(1, 10)] * 10), F(6, 4).numerator, sorted([F(1, 2), 0.3, 1]), F(5) / 2)
for bad in (lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F([])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(isinstance(3, numbers.Integral), isinstance(2.5, numbers.Real), isinstance(1j, numbers.Complex), isinstance(F(1), numbers.Rational), isinstance(True, numbers.Number), isinstance("a", numbers.Number))
