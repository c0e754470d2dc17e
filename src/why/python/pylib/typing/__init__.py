"""Names for type hints.

Nothing here checks a type: the hints are there to be imported, written, printed and looked at (`get_type_hints`,
`get_origin`, `get_args`). Classes behind the aliases are looked up when they are needed, so that importing is cheap;
the kinds of classes one inherits from (NamedTuple, TypedDict, Protocol) are in `typing._classes`.
"""

from _typing import ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVar, TypeVarTuple
from typing._alias import (
    Alias as _Alias, ForwardRef, Generic, GenericAlias as _GenericAlias, SpecialForm as _SpecialForm, hint as _hint,
    hints as _hints, literal as _literal, optional as _optional, type_repr as _type_repr, union as _union,
)

TYPE_CHECKING = False
_CLASSES = ("NamedTuple", "TypedDict", "Protocol", "runtime_checkable", "is_typeddict", "SupportsAbs", "SupportsBytes",
            "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound")


def __getattr__(name):
    if name in _CLASSES:
        from typing import _classes

        value = globals()[name] = getattr(_classes, name)
        return value
    if name in ("Pattern", "Match"):
        import re

        return _Alias(name, lambda: getattr(re, name), 1)
    raise AttributeError(f"module 'typing' has no attribute {name!r}")


class _AnyMeta(type):
    def __instancecheck__(cls, instance):
        if cls is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(instance)

    def __repr__(cls):
        return "typing.Any" if cls is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """A value of any type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _one(name):
    """A form that takes one type: ClassVar[int]."""
    return _SpecialForm(name, lambda form, x: _GenericAlias(form, (_hint(x),)))


def _many(name):
    return _SpecialForm(name, lambda form, x: _GenericAlias(form, _hints(x)))


def _annotated(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    alias = _GenericAlias(form, (_hint(parameters[0]),))
    alias.__metadata__ = parameters[1:]
    return alias


Union = _SpecialForm("Union", _union)
Optional = _SpecialForm("Optional", _optional)
Literal = _SpecialForm("Literal", _literal)
Annotated = _SpecialForm("Annotated", _annotated)
ClassVar, Final, Required, NotRequired, TypeGuard, TypeIs, Unpack, ReadOnly = map(
    _one, ("ClassVar", "Final", "Required", "NotRequired", "TypeGuard", "TypeIs", "Unpack", "ReadOnly")
)
Concatenate = _many("Concatenate")
NoReturn, Never, Self, LiteralString, TypeAlias = map(
    _SpecialForm, ("NoReturn", "Never", "Self", "LiteralString", "TypeAlias")
)

T, KT, VT = TypeVar("T"), TypeVar("KT"), TypeVar("VT")
T_co, V_co, VT_co = (TypeVar(n, covariant=True) for n in ("T_co", "V_co", "VT_co"))
T_contra = TypeVar("T_contra", contravariant=True)
AnyStr = TypeVar("AnyStr", bytes, str)
Text = str


def _builtin(name, cls, parameters=1):
    return _Alias(name, lambda: cls, parameters)


def _abstract(name, parameters=1, source=None):
    """An alias of a class in collections.abc, which is imported when the class is asked for."""

    def origin():
        import collections.abc

        return getattr(collections.abc, source or name)

    return _Alias(name, origin, parameters)


def _of(module, name, parameters=1, source=None):
    def origin():
        return getattr(__import__(module), source or name)

    return _Alias(name, origin, parameters)


List, Set, FrozenSet, Type = (
    _builtin("List", list), _builtin("Set", set), _builtin("FrozenSet", frozenset), _builtin("Type", type)
)
Dict = _builtin("Dict", dict, 2)
Tuple = _builtin("Tuple", tuple, None)
Callable = _abstract("Callable", None)
Deque = _of("collections", "Deque", source="deque")
DefaultDict = _of("collections", "DefaultDict", 2, "defaultdict")
OrderedDict, ChainMap = _of("collections", "OrderedDict", 2), _of("collections", "ChainMap", 2)
Counter = _of("collections", "Counter")
ContextManager = _of("contextlib", "ContextManager", 1, "AbstractContextManager")
Hashable, Sized, ByteString = _abstract("Hashable", 0), _abstract("Sized", 0), _abstract("ByteString", 0)
AbstractSet = _abstract("AbstractSet", source="Set")
(
    Awaitable, AsyncIterable, AsyncIterator, Iterable, Iterator, Reversible, Container, Collection, MutableSet, Sequence,
    MutableSequence, MappingView, KeysView, ValuesView,
) = map(_abstract, (
    "Awaitable", "AsyncIterable", "AsyncIterator", "Iterable", "Iterator", "Reversible", "Container", "Collection",
    "MutableSet", "Sequence", "MutableSequence", "MappingView", "KeysView", "ValuesView",
))  # fmt: skip
Mapping, MutableMapping, ItemsView, AsyncGenerator = (
    _abstract(name, 2) for name in ("Mapping", "MutableMapping", "ItemsView", "AsyncGenerator")
)
Generator, Coroutine = _abstract("Generator", 3), _abstract("Coroutine", 3)


class IO(Generic[AnyStr]):
    """What `open` would return."""

    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


class NewType:
    """A name of its own for a type; calling it returns its argument."""

    def __init__(self, name, tp):
        import sys

        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[-1]
        self.__supertype__ = tp
        self.__module__ = sys._getframe(1).f_globals.get("__name__")

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {repr(arg)[:100]}")


def reveal_type(obj, /):
    import sys

    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def overload(func):
    """Marks a signature without a body; only the last definition, without the mark, can be called."""
    return _overloaded


def _overloaded(*args, **kwargs):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not @overload-ed."
    )


def final(f):
    f.__final__ = True
    return f


def override(f, /):
    f.__override__ = True
    return f


def no_type_check(arg):
    arg.__no_type_check__ = True
    return arg


def dataclass_transform(**kwargs):
    return lambda cls: cls


def get_origin(tp):
    """What a hint is an alias of: list for List[int], Union for Optional[int], None for a plain class."""
    if isinstance(tp, _GenericAlias) and hasattr(tp, "__metadata__"):
        return Annotated
    if isinstance(tp, (_Alias, ParamSpecArgs, ParamSpecKwargs)) or hasattr(tp, "__args__"):
        return type(tp) if type(tp) is type(int | str) else tp.__origin__
    return Generic if tp is Generic else None


def get_args(tp):
    """A hint's parameters."""
    if hasattr(tp, "__metadata__"):
        return (*tp.__args__, *tp.__metadata__)
    args = getattr(tp, "__args__", ()) if not isinstance(tp, type) or hasattr(tp, "__origin__") else ()
    origin = getattr(tp, "__origin__", None)
    if args and getattr(origin, "__name__", None) == "Callable" and args[0] is not ...:
        args = (list(args[:-1]), args[-1])
    return args


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """An object's annotations, those written as text evaluated."""
    from typing._alias import resolve

    hints = {}
    if isinstance(obj, type):
        import sys

        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            names = globalns if globalns is not None else getattr(module, "__dict__", {})
            for name, value in getattr(base, "__annotations__", {}).items():
                hints[name] = resolve(value, names, localns if localns is not None else vars(base))
    else:
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        names = globalns if globalns is not None else getattr(obj, "__globals__", getattr(obj, "__dict__", {}))
        hints = {name: resolve(value, names, localns) for name, value in annotations.items()}
    return hints if include_extras else {name: _without_extras(value) for name, value in hints.items()}


def _without_extras(value):
    if hasattr(value, "__metadata__"):
        return _without_extras(value.__args__[0])
    return value


# Called by the native TypeVar and by the native generic types.
def _type_check(arg, msg=None):
    return _hint(arg)


def _typevar_subst(typevar, arg):
    return _hint(arg)


def _paramspec_subst(spec, arg):
    return tuple(arg) if isinstance(arg, list) else arg


def _paramspec_prepare_subst(spec, alias, args):
    return (args,) if len(alias.__parameters__) == 1 and not isinstance(args[0], (list, tuple)) else args


def _typevartuple_prepare_subst(variable, alias, args):
    i = alias.__parameters__.index(variable)
    tail = len(alias.__parameters__) - i - 1
    end = len(args) - tail
    return (*args[:i], tuple(args[i:end]), *args[end:])


__all__ = [name for name in globals() if not name.startswith("_") and name not in ("T", "KT", "VT", "T_co", "V_co", "VT_co",
           "T_contra")] + list(_CLASSES) + ["Pattern", "Match"]  # fmt: skip
