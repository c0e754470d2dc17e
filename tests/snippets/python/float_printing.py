# How floats print: shortest digits that read back as the same number.
for v in [0.1, 1.0, 100.0, 1e15, 1e16, 1.5e16, 123456789.123, 1e-4, 1e-5, 0.00001234, 5e-324, 1.7976931348623157e308, 2 / 3, -0.0, 1e22, 1e23]:
    print(v, repr(v), str(v))
print(float("inf"), -float("inf"), float("nan"), 0.1 + 0.2, 0.1 + 0.2 == 0.3, 1e400, 3.0 == 3)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1e16), round(5, -1), round(15, -1))
print(int(3.9), int(-3.9), int("42"), int("ff", 16), int("0b101", 0), float("1e3"), float(" 2.5 "), int("1_000"), float("1_0.5"))
print((0.1).as_integer_ratio(), (0.5).is_integer(), (2.0).is_integer(), (1.5).hex(), float.fromhex("0x1.8p0"), 1e3.__int__())
print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, 7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7, 2), divmod(-7, 2), divmod(7.5, 2))
print(2 ** 10, 2 ** -1, 2 ** 0.5, (-8) ** (1 / 3), 0 ** 0, 10 ** 25, pow(2, 10, 1000), pow(3, -1, 7), abs(-3), abs(-2.5), abs(3 + 4j))
