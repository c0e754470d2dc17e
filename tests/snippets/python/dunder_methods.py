# Operators through special methods.
class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"V({self.x}, {self.y})"
    def __str__(self): return f"<{self.x},{self.y}>"
    def __add__(self, o): return V(self.x + o.x, self.y + o.y) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __mul__(self, k): return V(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __neg__(self): return V(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __lt__(self, o): return abs(self) < abs(o)
    def __hash__(self): return hash((self.x, self.y))
    def __bool__(self): return bool(self.x or self.y)
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __iter__(self): return iter((self.x, self.y))
    def __contains__(self, v): return v in (self.x, self.y)
    def __call__(self, *a): return a
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __format__(self, spec): return f"V[{spec}]"
    def __int__(self): return int(self.x)
    def __float__(self): return float(self.x)
    def __index__(self): return self.x
    def __invert__(self): return "inv"
    def __divmod__(self, o): return ("dm", o)
    def __pow__(self, o): return ("pow", o)
    def __rsub__(self, o): return ("rsub", o)
a, b = V(1, 2), V(3, 4)
print(a + b, str(a), repr(a), sum([a, b]), 2 * a, a * 3, a @ b, -a, abs(b), a == V(1, 2), a != b, a < b, b > a, bool(V(0, 0)), len(a), a[1], [*a], 2 in a, a(1, 2))
c = a; c += b; print(a, c is a, f"{a:spec}", int(a), float(a), [10, 20, 30, 40, 50][V(4, 0)], ~a, divmod(a, 3), a ** 2, 5 - a, {V(1, 1): "x"}[V(1, 1)], sorted([b, V(1, 0)]), max(a, b))
for bad in (lambda: a + 1, lambda: a - 1, lambda: a <= b, lambda: 1 @ a):
    try: print(bad())
    except TypeError as e: print(e)
x, y = a; print(x, y, hash(V(1, 2)) == hash(V(1, 2)), [i for i in a], "%s %r" % (a, a), "{0:w} {0}".format(a))
