# NamedTuple, TypedDict, Protocol and generic classes.
from typing import *
class P(NamedTuple):
    """A point."""
    x: int
    y: float = 2.0
    def norm(self): return self.x + self.y
print(P(1), P(1).norm(), P._fields, P._field_defaults, P.__annotations__, P.__doc__, P(3, 4) == (3, 4), NamedTuple("Q", [("a", int), ("b", str)])(1, "x"))
try: P()
except TypeError as e: print(e)
class Movie(TypedDict, total=False):
    name: str
    year: int
m: Movie = {"name": "x"}; print(m, Movie(name="y", year=3), Movie.__total__, sorted(Movie.__annotations__), type(Movie(name="z")).__name__, TypedDict("D", {"a": int})(a=1))
@runtime_checkable
class Closes(Protocol):
    def close(self): ...
class F:
    def close(self): pass
print(isinstance(F(), Closes), isinstance(3, Closes), issubclass(F, Closes), isinstance(3, SupportsInt), isinstance("x", SupportsFloat))
class HasX(Protocol):
    x: int
for bad in (lambda: isinstance(3, HasX), lambda: HasX()):
    try: print(bad())
    except TypeError as e: print(e)
T, U = TypeVar("T"), TypeVar("U")
class Pair(Generic[T, U]):
    def __init__(self, a: T, b: U): self.a, self.b = a, b
class Sub(Pair[int, U]): pass
class Ints(List[int]): pass
print(Pair[int, str](1, "a").b, Sub.__parameters__, Sub[bool], Ints([1]), [c.__name__ for c in Sub.__mro__], [c.__name__ for c in Ints.__mro__])
class Linked(Generic[T]):
    next: Optional["Linked"] = None
print(get_type_hints(Linked), Pair[str, int], Pair.__parameters__)
