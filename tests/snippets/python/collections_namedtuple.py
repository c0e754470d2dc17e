# namedtuple, and UserDict, UserList and the abstract classes.
from collections import UserDict, UserList, abc, namedtuple
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, 2); print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([7, 8, 9]), p == (1, 2, 0), *p, P(x=1, y=2, z=3), isinstance(p, tuple), len(p), P.__doc__, hash(p) == hash((1, 2, 0)))
for bad in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(1, 2, q=3), lambda: p._replace(q=1), lambda: namedtuple("A", "a a"), lambda: namedtuple("A", "class"), lambda: namedtuple("A", "_x"), lambda: namedtuple("1A", "x"), lambda: P._make([1])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(namedtuple("R", ["a", "def", "a"], rename=True)._fields, sorted([P(2, 1), P(1, 5)]), max(P(1, 2), P(1, 3)), P.__name__, repr(P)[-5:])
class Q(namedtuple("Q", "a b")):
    __slots__ = ()
    @property
    def total(self): return self.a + self.b
print(Q(1, 2).total, Q(1, 2))
class Lower(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
d = Lower(A=1); d.update(B=2); print(d, "a" in d, dict(d), len(d), d.data, UserList([1, 2]) + [3], UserList([3, 1]).index(1))
print(isinstance([], abc.Sequence), isinstance({}, abc.Mapping), isinstance({1}, abc.Set), isinstance("a", abc.Iterable), isinstance(5, abc.Hashable), isinstance([], abc.Hashable), isinstance(len, abc.Callable), isinstance((i for i in []), abc.Generator), issubclass(dict, abc.MutableMapping), isinstance(range(3), abc.Sequence), isinstance(iter([]), abc.Iterator))
class Vec(abc.Sequence):
    def __init__(self, *v): self.v = v
    def __getitem__(self, i): return self.v[i]
    def __len__(self): return len(self.v)
v = Vec(1, 2, 3, 2); print(list(v), 2 in v, v.index(2), v.count(2), list(reversed(v)))
try: abc.Sequence()
except TypeError as e: print(type(e).__name__)
