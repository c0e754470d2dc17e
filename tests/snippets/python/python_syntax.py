# Less common syntax: literals, continuations, soft keywords, annotations, nested functions.
print(1_000_000, 0x_ff, 0b1010, 0o17, 1e3, .5, 5., 1_0.0_1, 3j, 0xDEAD_beef, b"\x41", "a" 'b' """c""", r"\n" "\n".strip(), u"u", rb"\d", f"{1}" "x")
total = (1 +
         2) \
    + 3; x = 1; y = 2
print(total, x, y, not x == y, -x ** 2, 2 ** -1, x if x else y, (lambda: 1)(), [*range(2)], {**{}}, (), (1,), {1: 2}, {1, 2} == {2, 1})
match = 5; case = 6; type = 7; _ = 8; print(match, case, type, _, match + case)
del type
def f(a, b=2, *args, c, d=4, **kwargs): return a, b, args, c, d, kwargs
def g(a, /, b, *, c): return a, b, c
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), g(1, 2, c=3), g(1, b=2, c=3))
value: int = 5; other: "undefined"; print(value, __annotations__.get("value") if "__annotations__" in globals() else int)
class A:
    x: int = 1
    def m(self): return __class__
print(A.x, A().m() is A, A.__annotations__)
if (n := 10) > 5: print(n)
for i in range(3): pass
else: print("done", i)
while True: break
try: pass
except (ValueError, TypeError): pass
else: print("else")
finally: print("finally")
with __import__("contextlib").nullcontext(3) as v: print(v)
print(*[1, 2], sep="-"); print(f"{'nested ' + f'{1 + 1}'}"); assert True, "never"
α, ñ = 1, 2; print(α + ñ); pass; ...
print((yield_ := 5), [i for i in range(5) if i % 2 if i > 1], {i: j for i, j in zip("ab", range(2))}, sum(i for i in range(3)), [[j for j in range(i)] for i in range(3)])
def outer():
    def inner(): nonlocal z; z += 1; return z
    z = 1
    return inner
print(outer()(), (lambda x, *y, z=3, **w: (x, y, z, w))(1, 2, q=4), 1 if 0 else 2 if 0 else 3, 5 // 2 * 2 + 5 % 2, 1 < 2 == 2 != 3, "a" "b" in "xaby", not not 1, ~-5, +True, 1 if True else 1 / 0)
async def co(): return 1
print(co.__code__.co_flags & 128 > 0, (c := co()).close(), global_ := 1)
