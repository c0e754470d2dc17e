"""What stands behind a hint: special forms (`Any`, `Union`), bare aliases (`List`) and subscripted ones (`List[int]`)."""

from _typing import ParamSpec, TypeVar, TypeVarTuple

_NATIVE_ALIAS = type(list[int])
_NATIVE_UNION = type(int | str)
_VARIABLES = (TypeVar, ParamSpec, TypeVarTuple)


def type_repr(obj):
    """How a type is shown inside another one's brackets."""
    if isinstance(obj, _NATIVE_ALIAS):
        return repr(obj)
    if isinstance(obj, type):
        return obj.__qualname__ if obj.__module__ == "builtins" else f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, (list, tuple)):
        return "[" + ", ".join(map(type_repr, obj)) + "]"
    return obj.__name__ if hasattr(obj, "__code__") else repr(obj)


def hint(x):
    """A hint as it is kept: None stands for its type, a text for a name that is looked up later."""
    if x is None:
        return type(None)
    if isinstance(x, str):
        return ForwardRef(x)
    if type(x) is tuple:
        raise TypeError(f"Parameters to generic types must be types. Got {x!r:.100}.")
    return x


def hints(parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    return tuple(map(hint, parameters))


def variables(args):
    """The type variables that occur in `args`, each once, in order."""
    found = []
    for arg in args:
        inner = [arg] if isinstance(arg, _VARIABLES) else getattr(arg, "__parameters__", ())
        if isinstance(arg, type):
            inner = ()
        found.extend(v for v in inner if v not in found)
    return tuple(found)


class ForwardRef:
    """A type that was written as text."""

    __slots__ = ("__forward_arg__",)

    def __init__(self, arg):
        try:
            compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return union(_form("Union"), (self, other))

    def __ror__(self, other):
        return union(_form("Union"), (other, self))

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


def resolve(value, globalns, localns):
    """`value` with every text in it evaluated."""
    if value is None:
        return type(None)
    if isinstance(value, str):
        value = ForwardRef(value)
    if isinstance(value, ForwardRef):
        return resolve(eval(value.__forward_arg__, dict(globalns), dict(localns or {})), globalns, localns)
    args = getattr(value, "__args__", None)
    if isinstance(value, type) and not isinstance(value, _NATIVE_ALIAS) or not args:
        return value
    if any(isinstance(a, (str, ForwardRef)) or getattr(a, "__args__", None) for a in args):
        if getattr(value, "__origin__", None) is _form("Literal"):
            return value
        made = tuple(resolve(a, globalns, localns) for a in args)
        if isinstance(value, GenericAlias):
            return value.copy_with(made)
        if isinstance(value, _NATIVE_ALIAS):
            return _NATIVE_ALIAS(value.__origin__, made)
    return value


def _is_form(alias, name):
    return getattr(getattr(alias, "_source", None), "_name", None) == name


def _form(name):
    import typing

    return getattr(typing, name)


class _Hint:
    """What every hint can do: stand in a union, and refuse to be called or checked."""

    __slots__ = ()

    def __or__(self, other):
        return union(_form("Union"), (self, other))

    def __ror__(self, other):
        return union(_form("Union"), (other, self))


class SpecialForm(_Hint):
    """A name such as Union or ClassVar that has a meaning for type checkers only."""

    def __init__(self, name, getitem=None):
        self._name = self.__name__ = self.__qualname__ = name
        self._getitem = getitem
        self.__module__ = "typing"

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self!r} cannot be used with issubclass()")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._getitem(self, parameters)


class Alias(_Hint):
    """A class under typing's name for it, such as List; `parameters` is how many it takes (None: any number)."""

    def __init__(self, name, origin, parameters):
        self._name = self.__name__ = self.__qualname__ = name
        self._origin = origin
        self._parameters = parameters
        self.__module__ = "typing"

    @property
    def __origin__(self):
        return self._origin()

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __mro_entries__(self, bases):
        return _bases_for(self, bases)

    def __getitem__(self, parameters):
        if self._name == "Callable":
            return GenericAlias(self, _callable_args(parameters))
        args = parameters if isinstance(parameters, tuple) else (parameters,)
        if self._parameters == 0:
            raise TypeError(f"{self!r} is not a generic class")
        _check_count(self, args, self._parameters)
        return GenericAlias(self, tuple(a if a is ... else hint(a) for a in args))


def _check_count(alias, args, expected):
    if expected is not None and len(args) != expected:
        many = "many" if len(args) > expected else "few"
        raise TypeError(f"Too {many} arguments for {alias!r}; actual {len(args)}, expected {expected}")


def _callable_args(parameters):
    if not isinstance(parameters, tuple) or len(parameters) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    arguments, result = parameters
    if isinstance(arguments, (list, tuple)):
        return (*map(hint, arguments), hint(result))
    return arguments, hint(result)


def _bases_for(alias, bases):
    """The classes that a class statement inherits from where it names `alias`."""
    origin = alias.__origin__
    made = [] if origin in bases else [origin]
    rest = bases[list(bases).index(alias) + 1:]
    if not any(isinstance(b, _Hint) or isinstance(b, type) and issubclass(b, Generic) for b in rest):
        made.append(Generic)
    return tuple(made)


class GenericAlias(_Hint):
    """An alias, a special form or a generic class together with its parameters: List[int]."""

    def __init__(self, source, args):
        self._source = source
        self.__args__ = args

    @property
    def __origin__(self):
        return self._source.__origin__ if isinstance(self._source, Alias) else self._source

    @property
    def __parameters__(self):
        return variables(self.__args__)

    def copy_with(self, args):
        if isinstance(self._source, SpecialForm) and self._source._name == "Union":
            return union(self._source, args)
        made = GenericAlias(self._source, args)
        if hasattr(self, "__metadata__"):
            made.__metadata__ = self.__metadata__
        return made

    def __repr__(self):
        args, name = self.__args__, getattr(self._source, "_name", None)
        if name == "Union" and len(args) == 2 and type(None) in args:
            return f"typing.Optional[{type_repr(args[0] if args[1] is type(None) else args[1])}]"
        if name == "Literal":
            shown = ", ".join(map(repr, args))
        elif name == "Annotated":
            shown = ", ".join([type_repr(args[0]), *map(repr, self.__metadata__)])
        elif name == "Callable" and not (args[0] is ... or isinstance(args[0], ParamSpec) or _is_form(args[0], "Concatenate")):
            shown = f"[{', '.join(map(type_repr, args[:-1]))}], {type_repr(args[-1])}"
        else:
            shown = ", ".join(map(type_repr, args)) or "()"
        return f"{type_repr(self._source)}[{shown}]"

    def _key(self):
        name = getattr(self._source, "_name", None)
        if name == "Union":
            return frozenset(self.__args__)
        if name == "Literal":
            return frozenset((type(a), a) for a in self.__args__)
        return (*self.__args__, *getattr(self, "__metadata__", ()))

    def __eq__(self, other):
        if isinstance(other, _NATIVE_UNION) and _is_form(self, "Union"):
            return frozenset(self.__args__) == frozenset(other.__args__)
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self._source == other._source and self._key() == other._key()

    def __hash__(self):
        return hash((self._source, self._key()))

    def __getitem__(self, parameters):
        """Puts types in the place of the type variables."""
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        wanted = self.__parameters__
        if not wanted:
            raise TypeError(f"{self!r} is not a generic class")
        _check_count(self, parameters, len(wanted))
        values = dict(zip(wanted, map(hint, parameters)))

        def put(arg):
            if isinstance(arg, _VARIABLES):
                return values[arg]
            inner = () if isinstance(arg, type) else getattr(arg, "__parameters__", ())
            return arg[tuple(values[v] for v in inner)] if inner else arg

        return self.copy_with(tuple(map(put, self.__args__)))

    def __call__(self, *args, **kwargs):
        if isinstance(self._source, (Alias, SpecialForm)):
            return self._source(*args, **kwargs)
        made = self._source(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __mro_entries__(self, bases):
        if isinstance(self._source, SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if isinstance(self._source, Alias):
            return _bases_for(self, bases)
        if self._source is Generic:
            rest = bases[list(bases).index(self) + 1:]
            if any(isinstance(b, _Hint) or isinstance(b, type) and issubclass(b, Generic) for b in rest):
                return ()
        return (self._source,)

    def __instancecheck__(self, obj):
        if _is_form(self, "Union"):
            return any(isinstance(obj, arg) for arg in self.__args__)
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        if _is_form(self, "Union"):
            return any(issubclass(cls, arg) for arg in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__") or "_source" not in self.__dict__:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.__origin__, name)


def union(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for arg in hints(parameters):
        if isinstance(arg, _NATIVE_UNION) or _is_form(arg, "Union"):
            inner = arg.__args__
        else:
            inner = (arg,)
        flat.extend(a for a in inner if a not in flat)
    return flat[0] if len(flat) == 1 else GenericAlias(form, tuple(flat))


def optional(form, parameter):
    return union(_form("Union"), (parameter, None))


def literal(form, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat, seen = [], []
    for value in parameters:
        inner = value.__args__ if _is_form(value, "Literal") else (value,)
        for v in inner:
            if (type(v), v) not in seen:
                seen.append((type(v), v))
                flat.append(v)
    return GenericAlias(form, tuple(flat))


class Generic:
    """Base of classes that take type parameters: class Stack(Generic[T])."""

    __slots__ = ()

    def __class_getitem__(cls, parameters):
        args = hints(parameters)
        if cls is Generic:
            if not args or not all(isinstance(a, _VARIABLES) or hasattr(a, "_source") for a in args):
                raise TypeError("Parameters to Generic[...] must all be type variables or parameter specification variables.")
            if len(set(args)) != len(args):
                raise TypeError("Parameters to Generic[...] must all be unique")
        elif getattr(cls, "__name__", "") != "Protocol":
            wanted = cls.__dict__.get("__parameters__") or getattr(cls, "__parameters__", ())
            if not wanted:
                raise TypeError(f"{cls} is not a generic class")
            if not any(isinstance(v, (TypeVarTuple, ParamSpec)) for v in wanted):
                _check_count(cls, args, len(wanted))
        return GenericAlias(cls, args)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        bases = cls.__dict__.get("__orig_bases__", ())
        named = [b.__args__ for b in bases if isinstance(b, GenericAlias) and b.__origin__ is Generic]
        cls.__parameters__ = variables(named[0] if named else bases)


for _class in (Generic, GenericAlias, ForwardRef):
    _class.__module__ = "typing"
