# Truth values, chained comparisons, is and ==, short circuits.
x = 5
print(1 < x < 10, 1 < x > 3, 1 == 1.0 == True, 3 > 2 > 2, not x, x and "yes", 0 or "default", None or [] or "last", "" and 1, [] == False, None == 0, None is None)
def t(v): print("t", v, end=" "); return v
print(t(1) < t(3) < t(2) < t(9)); print(t(0) and t(1), t(2) or t(3)); print(t(1) if t(0) else t(2))
for v in (0, 0.0, "", [], {}, set(), None, False, 0j, range(0), (), b"", 1, "0", [0], -1, 0.1, object):
    print(bool(v), end=" ")
print()
print(1 is 1, [] is [], (a := []) is a, "a" in ["a"], 3 not in [1], not 1 == 2, True + True, isinstance(True, int), True == 1, float("nan") == float("nan"), (1, 2) < (1, 3), [1, 2] != [1, 2], "a" != "b", {1} != {2}, 1 != 1.0)
print(max(3, 1, 2), min("b", "a"), max([1, 5], key=lambda v: -v), max("a", "bb", key=len), min([], default=0), sum([0.1] * 10), sum([[1], [2]], []), abs(-5), any([]), all([]), divmod(17, 5), pow(2, 3), round(3.14159, 2))
nan = float("nan"); print(nan in [nan], [nan] == [nan], nan == nan, max(1, nan), min(nan, 1), sorted([3, 1, 2], reverse=True), -1 ** 2, 2 ** 3 ** 2, not True or True, 1 + 2 * 3 % 4 // 2, ~1 + 2, 5 - -3, 7 & 3 | 8 ^ 1)
