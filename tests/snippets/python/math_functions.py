# The math module.
import cmath, math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(2), math.exp(1), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10), math.pow(2, 0.5), math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(0.5), math.asinh(1), math.acosh(2), math.atanh(0.5))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.fabs(-3), math.fmod(-7, 3), math.gcd(12, 18), math.lcm(4, 6), math.factorial(10), math.comb(5, 2), math.perm(5, 2), math.isqrt(17), math.hypot(3, 4), math.dist([0, 0], [3, 4]), math.degrees(math.pi), math.radians(180), math.copysign(1, -0.0), math.prod([1, 2, 3]), math.fsum([0.1] * 10), math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(math.inf), math.frexp(8), math.ldexp(0.5, 4), math.modf(2.5), math.erf(0.5), math.ulp(1.0), math.nextafter(1, 2), math.remainder(7, 3), math.exp2(3), math.gamma(5), math.gcd(), math.isfinite(1))
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(2.5), lambda: math.acos(2), lambda: math.exp(1000), lambda: math.sqrt("a"), lambda: math.floor(math.inf), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.fmod(1, 0)):
    try: print(bad())
    except Exception as e: print(type(e).__name__)
print(cmath.sqrt(-1), abs(cmath.exp(1j * math.pi) + 1) < 1e-15, cmath.phase(1j), cmath.polar(1 + 0j), cmath.rect(2, 0), cmath.isclose(1, 1 + 1e-12))
