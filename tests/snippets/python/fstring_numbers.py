# Format specs of numbers in f-strings: width, sign, precision, grouping, bases.
n, x = 1234567, 3.14159265
print(f"{n:,} {n:_} {n:>12} {n:<12}| {n:^12}| {n:012d} {n:+d} {-n:+,} {n: d}")
print(f"{255:b} {255:#b} {255:o} {255:#o} {255:x} {255:X} {255:#x} {255:#010x} {65:c}")
print(f"{x:.2f} {x:8.3f} {x:<8.1f}| {x:+.0f} {x:e} {x:.3E} {x:g} {x:.3g} {1e10:g} {1e-5:g} {x:%} {0.256:.1%}")
print(f"{1e6:,.2f} {1234.5:_.1f} {0:.3f} {-0.0:.1f} {1e300:.3g} {float('nan'):5} {float('inf'):+}")
print(f"{x!r:>20} {x!s:>10.4} {10 ** 20:,} {True:d} {True} {3 + 4j:.1f}")
width, places = 10, 3
print(f"[{x:{width}.{places}f}] [{x:{'<'}{width}}] [{n:>{width + 5},}]")
print("%d|%5d|%-5d|%05d|%+d|%x|%o|%e|%.2f|%8.3f|%g|%s|%r|%c|%%" % (42, 42, 42, 42, 42, 255, 8, x, x, x, x, "a", "a", "z"))
print("{:>8} {:^8} {:<8}|".format("a", "b", "c"), "{0} {1} {0}".format(1, 2), "{a}-{b[0]}".format(a=1, b=[2]), "{:.3}".format("abcdef"))
