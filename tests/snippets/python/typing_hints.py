# Type hints: how they print, compare and are looked into.
from typing import *
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str, None], Tuple[int, ...], Callable[[int, str], float], Callable[..., int], Any, Literal["a", 1], ClassVar[int], Iterable[int], Type[int], Sequence["Foo"], Annotated[int, "x"], Tuple[()], Deque[int])
T, K, N = TypeVar("T"), TypeVar("K", bound=int), TypeVar("N", int, float)
print(T, Dict[str, T], Dict[str, T][int], N.__constraints__, K.__bound__, Union[int], Union[int, int, str], Union[Union[int, str], float], Optional[None], Union[int, str] == Union[str, int], List[int] == List[int], hash(List[int]) == hash(List[int]))
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items, Stack[int], Stack.__parameters__)
def f(a: int, b: "str" = "x", *c: List["int"]) -> Optional[int]: ...
print(get_type_hints(f), get_origin(List[int]), get_args(Dict[str, int]), get_origin(Optional[int]), get_args(Callable[[int], str]), get_origin(int), get_args(list[int]), get_args(Literal["a", "b"]), f.__annotations__["a"])
print(isinstance([], List), isinstance(1, Union[int, str]), isinstance(1, int | str), int | None, Optional[int] == (int | None), List[int].__origin__, list[int], dict[str, int].__args__, NoReturn, AnyStr, Text, TYPE_CHECKING, cast(int, "x"))
for bad in (lambda: isinstance([], List[int]), lambda: List[int](), lambda: Any(), lambda: isinstance(3, Any), lambda: Dict[int], lambda: Generic[int], lambda: Stack[int, str], lambda: Union[()], lambda: ClassVar()):
    try: print(bad())
    except TypeError as e: print(e)
UserId = NewType("UserId", int); print(UserId(5), UserId, type(UserId(5)).__name__)
@overload
def h(x: int) -> int: ...
@overload
def h(x: str) -> str: ...
def h(x): return x
print(h(3), Literal[1] == Literal[True], Final[int], Mapping[str, Any], Generator[int, None, str], Hashable, Type)
