# :=, star unpacking, swapping, nested targets and what goes wrong.
a, *b, c = range(6); print(a, b, c)
(x, (y, *z)), w = (1, (2, 3, 4)), 5; print(x, y, z, w)
*head, last = "abc"; print(head, last)
first, second = second, first = 1, 2; print(first, second)
print([*range(3), *"ab"], {**{"a": 1}, "b": 2, **{"a": 3}}, (*[1], 2), {*[1, 2], 3} == {1, 2, 3}, max(*[1, 5, 3]))
if (n := len([1, 2, 3])) > 2: print("n", n)
while (chunk := [1, 2, 3][:n]) and n: n -= 1
print(chunk, n, [y for v in [1, 2, 3] if (y := v * 2) > 2], y)
for i, (p, q) in enumerate([(1, 2), (3, 4)], start=1): print(i, p, q)
def f(*args, k=0, **kw): return args, k, kw
print(f(*[1, 2], *(3,), k=4, **{"z": 5}))
for bad in ("a, b = 1, 2, 3", "a, b = [1]", "a, *b, c = [1]", "a, b = 5", "a, b = {}", "(a, b), c = 1, 2"):
    try: exec(bad)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
m = n = []; m.append(1); print(n, m is n)
d = dict(a=1); d |= {"b": 2}; print(d, {"a": 0} | d)
x = 5; x += 1; x *= 2; x //= 5; x **= 3; x -= 1; x %= 5; x <<= 2; x |= 1; x ^= 3; x &= 14; print(x)
l = [1, 2]; l += (3,); l *= 2; print(l); s = "a"; s += "b"; s *= 2; print(s)
