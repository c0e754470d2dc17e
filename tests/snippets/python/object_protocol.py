# How classes take part: construction, comparison fall-backs, reflected operators, copies of classes.
class Base:
    def __new__(cls, *a, **k): print("new", cls.__name__, a); return super().__new__(cls)
    def __init__(self, *a): print("init", a)
class Child(Base):
    def __init__(self, x, **k): super().__init__(x); self.x = x
c = Child(1, y=2); print(c.x)
class Num:
    def __init__(self, v): self.v = v
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return f"radd {o}"
    def __eq__(self, o): return NotImplemented if not isinstance(o, Num) else self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __len__(self): return self.v
class Sub(Num):
    def __radd__(self, o): return "sub first"
print(5 + Num(1), Num(1) + Sub(2), Num(1) == Num(1), Num(1) == 5, Num(1) != Num(2), sorted([Num(3), Num(1)])[0].v, bool(Num(0)), bool(Num(2)), Num(3) > Num(1))
for bad in (lambda: Num(1) + Num(2), lambda: Num(1) <= Num(2), lambda: hash(Num(1)), lambda: len(Num(-1)), lambda: Num(1)(), lambda: Num(1)[0], lambda: iter(Num(1)), lambda: -Num(1), lambda: Num(1) @ 2, lambda: Num(1).nope, lambda: object().x, lambda: object() < object()):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class Meter(float):
    def __repr__(self): return f"{float(self)}m"
    def __add__(self, o): return Meter(float(self) + o)
print(Meter(2.5), Meter(1) + 1, Meter(3) * 2, [Meter(1)], f"{Meter(1.5):.1f}", isinstance(Meter(1), float), sum([Meter(1), Meter(2)], Meter(0)))
class D(dict):
    def __getattr__(self, k): return self[k]
    __setattr__ = dict.__setitem__
d = D(a=1); d.b = 2; print(d.a, d, d["b"], isinstance(d, dict))
class L(list):
    def append(self, x): super().append(x * 2)
l = L([1]); l.append(2); l += [3]; print(l, type(l + [1]).__name__, l[0:1], len(l))
class Mix:
    def hello(self): return "mix " + super().hello()
class Core:
    def hello(self): return "core"
class Both(Mix, Core): pass
print(Both().hello(), Both.__mro__[1].__name__, Core().__class__, type(Both)("Dyn", (Core,), {"v": 1})().v)
c.__class__ = Base; print(type(c).__name__, isinstance(c, Child)); Core.hello = lambda self: "patched"; print(Both().hello(), vars(Core)["hello"].__name__)
i = Both(); i.hello = lambda: "own"; print(i.hello(), callable(i), i.__dict__.keys()); del i.hello; print(i.hello())
