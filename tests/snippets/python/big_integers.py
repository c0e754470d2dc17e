# Integers have no upper bound.
import math
a, b = 2 ** 100, 3 ** 70
print(a, b, a * b, b // a, b % a, a - b, -a // 7, a ** 2)
print(math.factorial(30), math.comb(100, 50), math.isqrt(10 ** 40), math.gcd(2 ** 60, 6 ** 30))
print(a.bit_length(), (255).bit_count(), hex(a), bin(10), oct(64), int.from_bytes(b"\x01\x00", "big"), (1000).to_bytes(2, "little"))
print(a > 1e30, a == float(a), float(a), a / b, int(1e20), 10 ** 18 + 1 == 1e18, hash(2 ** 61 - 1), str(a)[::-1])
print(a & 0xFFFF, a | 1, a ^ a, ~5, 1 << 70, a >> 95, -1 >> 3, 5 & -2)
print(sum(range(10 ** 6)), len(str(2 ** 1000)), 2 ** 64 - 1, -(2 ** 63))
