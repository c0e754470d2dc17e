# What Python says about wrong arguments.
def f(a, b, c=3, *, d=4):
    return a, b, c, d
def attempt(call):
    try:
        print(call())
    except TypeError as e:
        print(e)
attempt(lambda: f())
attempt(lambda: f(1))
attempt(lambda: f(1, 2, 3, 4))
attempt(lambda: f(1, 2, e=5))
attempt(lambda: f(1, 2, a=5))
attempt(lambda: f(1, 2, d=7))
def g(x): return x
attempt(lambda: g(1, 2))
attempt(lambda: g())
def h(*, key): return key
attempt(lambda: h(1))
attempt(lambda: h())
def k(a, /, b): return a, b
attempt(lambda: k(a=1, b=2))
class C:
    def __init__(self, x): self.x = x
    def m(self, y): return y
attempt(lambda: C())
attempt(lambda: C(1, 2))
attempt(lambda: C(1).m())
attempt(lambda: C(1).m(1, 2))
attempt(lambda: C.m())
attempt(lambda: f(*[1, 2], **{"d": 1, "z": 2}))
attempt(lambda: f(**{"a": 1, "b": 2, "c": 5}))
