"""Classes that are defined by their fields: `@dataclass` writes __init__, __repr__, comparisons and more."""

import sys

from dataclasses._methods import (
    CLASSVAR, FIELD, INITVAR, KW_ONLY, MISSING, FrozenInstanceError, comparison, hash_of, init_of, refuse_changes, repr_of,
    with_slots,
)

__all__ = [
    "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "asdict", "astuple", "dataclass", "field", "fields",
    "is_dataclass", "make_dataclass", "replace",
]


class InitVar:
    """An argument of __init__ that is handed to __post_init__ and not kept."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return cls(type)


class Field:
    """What is known about one field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory, self.init = default, default_factory, init
        self.repr, self.hash, self.compare, self.kw_only = repr, hash, compare, kw_only
        self.metadata = type(type.__dict__)({} if metadata is None else metadata)

    def __repr__(self):
        shown = ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"Field({shown})"

    def __set_name__(self, owner, name):
        set_name = getattr(type(self.default), "__set_name__", None)
        if set_name:
            set_name(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Says more about a field than a default value can."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_kind(annotation, names, predicate):
    """True for InitVar and ClassVar, as objects or, under `from __future__ import annotations`, as text."""
    if isinstance(annotation, str):
        word = annotation.split("[")[0].strip().rpartition(".")[2]
        return word in names
    return predicate(annotation)


def _is_classvar(annotation):
    source = getattr(annotation, "_source", annotation)
    return getattr(source, "_name", None) == "ClassVar" and type(source).__module__.startswith("typing")


def _make_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default) is type(Field.name):  # the slot's own descriptor, not a value
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, annotation
    if _is_kind(annotation, ("ClassVar",), _is_classvar):
        f._field_type = CLASSVAR
    elif _is_kind(annotation, ("InitVar",), lambda a: a is InitVar or type(a) is InitVar):
        f._field_type = INITVAR
    else:
        f._field_type = FIELD
    if f._field_type is not FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if f._field_type is CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._field_type is FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory"
        )
    return f


def _set_new(cls, name, value):
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    any_frozen, all_frozen = False, True
    for base in cls.__mro__[-1:0:-1]:
        if (inherited := getattr(base, "__dataclass_fields__", None)) is not None:
            fields.update(inherited)
            any_frozen |= base.__dataclass_params__.frozen
            all_frozen &= base.__dataclass_params__.frozen
    has_bases = any(hasattr(base, "__dataclass_fields__") for base in cls.__mro__[1:])
    if has_bases and any_frozen and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if has_bases and not any_frozen and frozen:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    annotations = cls.__dict__.get("__annotations__") or cls.__annotations__
    own = []
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or annotation in ("KW_ONLY", "dataclasses.KW_ONLY"):
            kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            # The class attribute becomes the default value, or goes away.
            delattr(cls, f.name) if f.default is MISSING else setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    explicit_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (explicit_hash is MISSING or explicit_hash is None and "__eq__" in cls.__dict__)
    cls.__dataclass_fields__ = fields
    cls.__dataclass_params__ = _Params(init, repr, eq, order, unsafe_hash, frozen)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    kept = [f for f in fields.values() if f._field_type is FIELD]
    if init:
        self_name = "__dataclass_self__" if "self" in fields else "self"
        in_init = [f for f in fields.values() if f._field_type is not CLASSVAR]
        _set_new(cls, "__init__", init_of(cls, in_init, frozen, hasattr(cls, "__post_init__"), self_name, slots))
    if repr:
        _set_new(cls, "__repr__", _named(repr_of([f.name for f in kept if f.repr]), cls, "__repr__"))
    compared = [f.name for f in kept if f.compare]
    if eq:
        _set_new(cls, "__eq__", comparison(cls, "__eq__", "==", compared))
    if order:
        for name, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _set_new(cls, name, comparison(cls, name, sign, compared)):
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                    "Consider using functools.total_ordering"
                )
    if frozen:
        for method in refuse_changes(cls, {f.name for f in kept}):
            if _set_new(cls, method.__name__, _named(method, cls, method.__name__)):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}")
    hashed = [f.name for f in kept if (f.compare if f.hash is None else f.hash)]
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = hash_of(hashed)
    elif eq and not has_explicit_hash:
        cls.__hash__ = hash_of(hashed) if frozen else None
    if match_args:
        _set_new(cls, "__match_args__", tuple(f.name for f in fields.values()
                                              if f.init and not f.kw_only and f._field_type is not CLASSVAR))
    if not cls.__doc__:
        cls.__doc__ = cls.__name__
    return with_slots(cls, kept, weakref_slot) if slots else cls


class _Params:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return "_DataclassParams(" + ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__) + ")"


def _named(function, cls, name):
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    return function


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator that writes the methods which follow from the annotated fields."""
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")

    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass, in order."""
    found = getattr(class_or_instance, "__dataclass_fields__", None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(f for f in found.values() if f._field_type is FIELD)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, dataclasses within it too; everything else is copied deeply."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, lambda o, inner: dict_factory([(f.name, inner(getattr(o, f.name))) for f in fields(o)]))


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields as a tuple, dataclasses within it too."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, lambda o, inner: tuple_factory([inner(getattr(o, f.name)) for f in fields(o)]))


def _converted(obj, convert):
    def inner(value):
        return _converted(value, convert)

    if _is_instance(obj):
        return convert(obj, inner)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*map(inner, obj))
    if isinstance(obj, (list, tuple)):
        return type(obj)(map(inner, obj))
    if isinstance(obj, dict):
        pairs = [(inner(k), inner(v)) for k, v in obj.items()]
        return type(obj)(obj.default_factory, pairs) if hasattr(type(obj), "__missing__") and hasattr(
            obj, "default_factory") else type(obj)(pairs)
    import copy

    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, **options):
    """A dataclass made by a call: fields are names, (name, type) or (name, type, field)."""
    from keyword import iskeyword

    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        name, kind, *default = (item, "typing.Any") if isinstance(item, str) else item
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
        if default:
            namespace[name] = default[0]
    namespace["__annotations__"] = annotations
    namespace.setdefault("__module__", module or sys._getframe(1).f_globals.get("__name__", "types"))
    from types import new_class

    made = new_class(cls_name, bases, {}, lambda ns: ns.update(namespace))
    return dataclass(made, **options)


def replace(obj, /, **changes):
    """A new instance with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if f._field_type is CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(
                    f"field {f.name} is declared with init=False, it cannot be specified with replace()"
                )
        elif f.name not in changes:
            if f._field_type is INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return type(obj)(**changes)
