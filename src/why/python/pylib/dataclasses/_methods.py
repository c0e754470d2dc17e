"""The methods that `@dataclass` writes.

They are compiled from text, so that wrong arguments get Python's own messages; only names of attributes, which the
compiler has accepted before, and our own words go into that text.
"""


class FrozenInstanceError(AttributeError):
    pass


class _Named:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class _MissingType:
    pass


class _KwOnlyType:
    pass


class _FactoryType:
    def __repr__(self):
        return "<factory>"


MISSING = _MissingType()
KW_ONLY = _KwOnlyType()
_FACTORY = _FactoryType()
FIELD, CLASSVAR, INITVAR = _Named("_FIELD"), _Named("_FIELD_CLASSVAR"), _Named("_FIELD_INITVAR")


def _function(cls, name, parameters, body, names=None):
    """A method from its text; `names` are the values that the text refers to."""
    source = f"def {name}({', '.join(parameters)}):\n" + "\n".join(f"  {line}" for line in body)
    namespace = dict(names or {})
    exec(source, namespace)
    made = namespace[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
    made.__module__ = cls.__module__
    return made


def init_of(cls, fields, frozen, has_post_init, self_name, slots):
    positional = [f for f in fields if f.init and not f.kw_only]
    only_keyword = [f for f in fields if f.init and f.kw_only]
    seen = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen = f
        elif seen is not None:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    names = {"_FACTORY": _FACTORY, "_set": object.__setattr__}

    def parameter(f):
        if f.default is not MISSING:
            names[f"_default_{f.name}"] = f.default
            return f"{f.name}=_default_{f.name}"
        return f"{f.name}=_FACTORY" if f.default_factory is not MISSING else f.name

    body = []
    for f in fields:
        if f._field_type is INITVAR:
            continue
        if f.default_factory is not MISSING:
            names[f"_factory_{f.name}"] = f.default_factory
            value = f"_factory_{f.name}()" + (f" if {f.name} is _FACTORY else {f.name}" if f.init else "")
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            names[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        else:
            continue
        body.append(f"_set({self_name}, {f.name!r}, {value})" if frozen else f"{self_name}.{f.name} = {value}")
    if has_post_init:
        handed = ", ".join(f.name for f in fields if f._field_type is INITVAR)
        body.append(f"{self_name}.__post_init__({handed})")
    parameters = [self_name, *map(parameter, positional)]
    if only_keyword:
        parameters += ["*", *map(parameter, only_keyword)]
    made = _function(cls, "__init__", parameters, body or ["pass"], names)
    made.__annotations__ = {f.name: f.type for f in positional + only_keyword} | {"return": None}
    return made


_being_shown = set()


def repr_of(shown):
    def __repr__(self):
        if id(self) in _being_shown:
            return "..."
        _being_shown.add(id(self))
        try:
            inside = ", ".join([f"{name}={getattr(self, name)!r}" for name in shown])
        finally:
            _being_shown.discard(id(self))
        return f"{type(self).__qualname__}({inside})"

    return __repr__


def comparison(cls, name, sign, compared):
    mine, theirs = (f"({''.join(f'{who}.{n},' for n in compared)})" for who in ("self", "other"))
    body = ["if other.__class__ is self.__class__:", f"  return {mine} {sign} {theirs}", "return NotImplemented"]
    return _function(cls, name, ["self", "other"], body)


def refuse_changes(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def hash_of(names):
    def __hash__(self):
        return hash(tuple([getattr(self, name) for name in names]))

    return __hash__


def with_slots(cls, kept, weakref_slot):
    """The class anew, with a fixed place for each field instead of a dict."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = [f.name for f in kept]
    inherited = {n for base in cls.__mro__[1:-1] for n in base.__dict__.get("__slots__", ())}
    namespace["__slots__"] = tuple([n for n in names if n not in inherited] + ["__weakref__"] * weakref_slot)
    for name in (*names, "__dict__", "__weakref__"):
        namespace.pop(name, None)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    if cls.__dataclass_params__.frozen:
        for method in refuse_changes(made, set(names)):
            setattr(made, method.__name__, method)
    return made


FrozenInstanceError.__module__ = "dataclasses"
