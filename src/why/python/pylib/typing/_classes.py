"""The typing names one inherits from: NamedTuple, TypedDict and Protocol."""

from abc import ABCMeta, abstractmethod
from typing._alias import Generic, hint
from _typing import TypeVar

T_co = TypeVar("T_co", covariant=True)


def _annotations(namespace):
    """A class body's annotations, before there is a class: newer Pythons keep a function that makes them."""
    if "__annotations__" in namespace:
        return dict(namespace["__annotations__"])
    annotate = namespace.get("__annotate__") or namespace.get("__annotate_func__")
    return annotate(1) if annotate else {}


_OWN = {"__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make", "_replace", "_asdict"}
_IGNORED = {"__module__", "__name__", "__annotations__"}


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if "_root" in namespace:
            return super().__new__(mcls, name, bases, namespace)
        from collections import namedtuple

        types = {field: hint(t) for field, t in _annotations(namespace).items()}
        defaults = []
        for field in types:
            if field in namespace:
                defaults.append(namespace[field])
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field {_first(types, namespace)}")
        made = namedtuple(name, list(types), defaults=defaults, module=namespace["__module__"])
        made.__annotations__ = made.__new__.__annotations__ = types
        for key, value in namespace.items():
            if key in _OWN:
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key not in _IGNORED and key not in types and not key.startswith("__annot"):
                if key == "__classcell__":
                    continue
                setattr(made, key, value)
        made.__orig_bases__ = (NamedTuple,)
        return made


def _first(types, namespace):
    return next(field for field in types if field in namespace)


class _NamedTuple(metaclass=_NamedTupleMeta):
    _root = True


def NamedTuple(typename, fields=None, /, **kwargs):
    """A namedtuple with types, as a base class or called with (name, type) pairs."""
    from collections import namedtuple
    import sys

    pairs = list(fields if fields is not None else kwargs.items())
    module = sys._getframe(1).f_globals.get("__name__", "__main__")
    made = namedtuple(typename, [name for name, _ in pairs], module=module)
    made.__annotations__ = {name: hint(t) for name, t in pairs}
    return made


NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        made = type.__new__(mcls, name, (dict,), namespace)
        own = {key: hint(t) for key, t in _annotations(namespace).items()}
        annotations, required = {}, set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
        annotations.update(own)
        for key, t in own.items():
            form = getattr(getattr(t, "_source", None), "_name", None)
            (required.add if form == "Required" or total and form != "NotRequired" else required.discard)(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(annotations) - made.__required_keys__
        made.__total__ = total
        return made

    def __call__(cls, /, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict whose keys have types, as a base class or called with a dict of types."""
    import sys

    module = sys._getframe(1).f_globals.get("__name__", "__main__")
    namespace = {"__annotations__": dict(fields if fields is not None else kwargs), "__module__": module}
    return _TypedDictMeta(typename, (), namespace, total=total)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


_NOT_MEMBERS = {
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__", "__slots__",
    "__subclasshook__", "__weakref__", "__class_getitem__", "__parameters__", "__orig_bases__", "__match_args__",
    "__annotate__", "__annotate_func__", "__annotations_cache__", "__firstlineno__", "__static_attributes__", "__qualname__",
    "__classdictcell__", "__init_subclass__", "_is_protocol", "_is_runtime", "_abc_impl", "_abc_data",
}


def _members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ not in ("Protocol", "Generic"):
            names |= {n for n in (*base.__dict__, *getattr(base, "__annotations__", {})) if n not in _NOT_MEMBERS}
    return names


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if getattr(cls, "_is_protocol", False):
            if not getattr(cls, "_is_runtime", False):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if super().__instancecheck__(instance):
                return True
            return all(
                hasattr(instance, name) and (getattr(instance, name) is not None or getattr(cls, name, 0) is None)
                for name in _members(cls)
            )
        return super().__instancecheck__(instance)


def _refuse(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of classes that describe what methods a value has to have."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime = False

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _refuse

    @classmethod
    def __subclasshook__(cls, other):
        if not cls.__dict__.get("_is_protocol", False):
            return NotImplemented
        if not cls._is_runtime:
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        for name in _members(cls):
            if not any(name in base.__dict__ and base.__dict__[name] is not None for base in other.__mro__):
                return NotImplemented
        return True


def runtime_checkable(cls):
    """Lets isinstance() ask whether a value has a protocol's methods."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime = True
    return cls


def _supports(name, method, *bases):
    function = abstractmethod(lambda self, *args: None)
    namespace = {method: function, "__module__": "typing", "__slots__": (), "_is_protocol": True}
    return runtime_checkable(_ProtocolMeta(name, (Protocol,), namespace))


SupportsInt, SupportsFloat, SupportsComplex, SupportsBytes, SupportsIndex, SupportsAbs, SupportsRound = (
    _supports(f"Supports{name.title()}", f"__{name}__")
    for name in ("int", "float", "complex", "bytes", "index", "abs", "round")
)
for _class in (Protocol, NamedTuple, TypedDict):
    _class.__module__ = "typing"
