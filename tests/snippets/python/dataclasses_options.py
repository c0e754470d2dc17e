# frozen, order, slots, kw_only, InitVar, __post_init__, inheritance, make_dataclass.
from dataclasses import *
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = "z"
f = F(1); print(f, hash(f) == hash(F(1)), F(1) < F(2), sorted([F(3), F(1, "b"), F(1, "a")]), {f: 1}[F(1)], F(1) >= F(1))
for bad in (lambda: setattr(f, "a", 3), lambda: delattr(f, "a"), lambda: setattr(f, "new", 3)):
    try: bad()
    except FrozenInstanceError as e: print(e)
@dataclass
class Base:
    a: int
    b: int = 2
@dataclass
class Derived(Base):
    c: int = 3
    a: int = 10
print(Derived(), Derived(1, 2, 3), Derived() == Base(10, 2), [x.name for x in fields(Derived)])
@dataclass
class Post:
    a: int
    scale: InitVar[int] = 3
    total: int = field(init=False)
    def __post_init__(self, scale): self.total = self.a * scale
print(Post(2), Post(2, 5), replace(Post(2), a=5, scale=1))
@dataclass(slots=True)
class S:
    x: int
    y: int = 0
s = S(1); print(s, S.__slots__, S(1) == S(1))
try: s.z = 1
except AttributeError as e: print(e)
@dataclass(kw_only=True)
class K: a: int; b: int = 1
@dataclass
class M:
    a: int
    _: KW_ONLY
    b: int = 5
print(K(a=1), M(1), M(1, b=2))
for bad in (lambda: K(1), lambda: M(1, 2)):
    try: print(bad())
    except TypeError as e: print(e)
D = make_dataclass("D", [("x", int), ("z", int, field(default=5))], namespace={"add": lambda self: self.x + self.z}); print(D(1), D(1).add())
@dataclass(unsafe_hash=True)
class H: x: int; y: int = field(default=0, hash=False)
@dataclass(repr=False, eq=False)
class Q:
    x: int
    def __repr__(self): return "Q!"
print(hash(H(1, 2)) == hash(H(1, 3)), Q(1), Q(1) == Q(1))
