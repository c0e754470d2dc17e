# Parameters of all kinds, annotations, attributes, recursion and introspection.
def f(a, b=2, /, c=3, *args, d, e=5, **kw) -> "result":
    "Doc of f."
    return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f.__name__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__code__.co_varnames[:3], f.__code__.co_argcount, f.__qualname__, f.__module__)
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(20), (lambda: None)(), (lambda *a: len(a))(1, 2), [g(3) for g in (abs, str, lambda v: v ** 2)], list(map(lambda p: p[0], [(1, 2)])))
def outer(x):
    def inner(y): return x + y
    return inner
print(outer(1)(2), outer(1).__qualname__, callable(outer), type(f).__name__, type(len).__name__, f.__call__(1, d=2)[0])
f.tag = "t"; print(f.tag, f.__dict__, hasattr(f, "nope"))
def none(): pass
print(none(), print("inside"), none() is None)
def many(): return 1, 2, [3]
a, b, (c,) = many(); print(a, b, c)
def depth(n): return depth(n + 1)
try: depth(0)
except RecursionError as e: print(type(e).__name__, str(e)[:32])
import sys
print(sys.getrecursionlimit() >= 1000, eval("1 + 2"), eval("x * 2", {"x": 4}))
ns = {}; exec("y = 5\ndef g(): return y", ns); print(ns["y"], ns["g"](), compile("1+1", "", "eval").co_name)
def swap(a, b): a, b = b, a; return a, b
print(swap(1, 2), (lambda a, *, b: (a, b))(1, b=2), sorted([3, 1], key=lambda v: -v), globals()["a"], "swap" in globals(), locals() is globals())
def loc(): p = 1; q = 2; return sorted(locals())
print(loc(), f.__code__.co_flags & 4 > 0, max(f, f, key=id) is f, type(lambda: 0) is type(f))
