"""Containers beyond list, dict, set and tuple.

`deque` is native; the dictionaries here are subclasses of `dict`. What few programs use (`ChainMap`, `UserDict`,
`UserList`, and `collections.abc` itself) is imported when it is first asked for.
"""

import sys as _sys
from _collections import deque
from _operator import itemgetter as _itemgetter

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple",
]
_missing = object()


def __getattr__(name):
    if name == "abc":
        import collections.abc as abc

        return abc
    if name in ("ChainMap", "UserDict", "UserList", "UserString"):
        from collections import _wrappers

        value = globals()[name] = getattr(_wrappers, name)
        return value
    raise AttributeError(f"module 'collections' has no attribute {name!r}")


class defaultdict(dict):
    """A dict that makes the value of a missing key by calling `default_factory`."""

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        super().__init__(*args, **kwargs)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def __repr__(self):
        # A dict that contains itself is printed as "..." by dict, whose guard we pass through.
        return f"defaultdict({_factory_repr(self)}, {dict.__repr__(self)})"

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        merged = self.copy()
        merged.update(other)
        return merged

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        merged = type(self)(self.default_factory, other)
        merged.update(self)
        return merged


def _factory_repr(mapping):
    factory = mapping.default_factory
    return "..." if getattr(factory, "__self__", None) is mapping else repr(factory)


class OrderedDict(dict):
    """A dict whose order counts in comparison and can be changed."""

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        if last:
            return dict.popitem(self)
        key = next(iter(self))
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Moves an existing key to the end, or to the beginning."""
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        rest = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, rest)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(a == b for a, b in zip(self, other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __repr__(self):
        # The reference, 3.11, shows pairs; later Pythons show a dict.
        if not self:
            return f"{type(self).__name__}()"
        return f"{type(self).__name__}({_pairs_repr(self)})"

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, keys, value=None):
        made = cls()
        for key in keys:
            made[key] = value
        return made

    def __reduce__(self):
        return type(self), (), vars(self) or None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        merged = type(self)(self)
        merged.update(other)
        return merged

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        merged = type(self)(other)
        merged.update(self)
        return merged


_being_shown = set()


def _pairs_repr(mapping):
    if id(mapping) in _being_shown:
        return "..."
    _being_shown.add(id(mapping))
    try:
        return repr(list(mapping.items()))
    finally:
        _being_shown.discard(id(mapping))


class Counter(dict):
    """How often each element occurs; a missing element counts 0."""

    def __init__(self, iterable=None, /, **kwargs):
        super().__init__()
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **kwargs):
        """Adds counts, from elements or from another mapping."""
        if iterable is not None:
            get = self.get
            if hasattr(iterable, "items") and hasattr(iterable, "keys"):
                if self:
                    for key, count in iterable.items():
                        self[key] = count + get(key, 0)
                else:
                    super().update(iterable)
            else:
                for key in iterable:
                    self[key] = get(key, 0) + 1
        if kwargs:
            self.update(kwargs)

    def subtract(self, iterable=None, /, **kwargs):
        """Takes counts away; they may become zero or negative."""
        if iterable is not None:
            counts = iterable.items() if hasattr(iterable, "items") else ((key, 1) for key in iterable)
            for key, count in counts:
                self[key] = self.get(key, 0) - count
        if kwargs:
            self.subtract(kwargs)

    def most_common(self, n=None):
        """(element, count) pairs, the most frequent first; equal ones in the order they were met."""
        pairs = sorted(self.items(), key=_itemgetter(1), reverse=True)
        return pairs if n is None else pairs[: max(n, 0)]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self):
        return sum(self.values())

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def copy(self):
        return type(self)(self)

    def __reduce__(self):
        return type(self), (dict(self),)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:  # counts that cannot be ordered
            shown = dict(self)
        return f"{type(self).__name__}({shown!r})"

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] == other[key] for counts in (self, other) for key in counts)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] <= other[key] for counts in (self, other) for key in counts)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other <= self

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other < self

    def _combined(self, other, combine):
        """A new Counter of the positive results of `combine(own count, other's count)`."""
        result = Counter()
        for key, count in self.items():
            if (count := combine(count, other[key])) > 0:
                result[key] = count
        for key, count in other.items():
            if key not in self and (count := combine(0, count)) > 0:
                result[key] = count
        return result

    def __add__(self, other):
        return self._combined(other, lambda a, b: a + b) if isinstance(other, Counter) else NotImplemented

    def __sub__(self, other):
        return self._combined(other, lambda a, b: a - b) if isinstance(other, Counter) else NotImplemented

    def __or__(self, other):
        return self._combined(other, max) if isinstance(other, Counter) else NotImplemented

    def __and__(self, other):
        return self._combined(other, min) if isinstance(other, Counter) else NotImplemented

    def __pos__(self):
        return self._combined(Counter(), lambda a, b: a + b)

    def __neg__(self):
        return Counter()._combined(self, lambda a, b: a - b)

    def _only_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._only_positive()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._only_positive()

    def __ior__(self, other):
        for key, count in other.items():
            self[key] = max(self[key], count)
        return self._only_positive()

    def __iand__(self, other):
        for key in self:
            self[key] = min(self[key], other[key])
        return self._only_positive()


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A subclass of tuple whose items have names."""
    from keyword import iskeyword

    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = [str(name) for name in field_names]
    typename = str(typename)
    if rename:
        taken = set()
        for i, name in enumerate(fields):
            if not name.isidentifier() or iskeyword(name) or name.startswith("_") or name in taken:
                fields[i] = f"_{i}"
            taken.add(name)
    for name in [typename, *fields]:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    taken = set()
    for name in fields:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in taken:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        taken.add(name)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(fields):
        raise TypeError("Got more default values than field names")
    if module is None:
        module = _sys._getframe(1).f_globals.get("__name__", "__main__")
    return _make_namedtuple(typename, tuple(fields), defaults, module)


def _make_namedtuple(typename, fields, defaults, module):
    # Compiled from text, so that wrong arguments get Python's own messages; every name was checked to be an identifier.
    parameters = ", ".join(fields)
    items = parameters + "," if fields else ""
    new = eval(
        f"lambda _cls, {parameters}: _new(_cls, ({items}))", {"_new": tuple.__new__, "__name__": f"namedtuple_{typename}"}
    )
    new.__name__ = "__new__"
    new.__qualname__ = f"{typename}.__new__"
    new.__defaults__ = defaults or None
    shown = "(" + ", ".join(f"{name}=%r" for name in fields) + ")"
    size = len(fields)

    def _make(cls, iterable):
        values = tuple.__new__(cls, iterable)
        if len(values) != size:
            raise TypeError(f"Expected {size} arguments, got {len(values)}")
        return values

    def _replace(self, /, **kwargs):
        values = self._make(kwargs.pop(name, value) for name, value in zip(fields, self))
        if kwargs:
            raise ValueError(f"Got unexpected field names: {list(kwargs)!r}")
        return values

    def __repr__(self):
        return type(self).__name__ + shown % tuple(self)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    namespace = {
        "__doc__": f"{typename}({parameters})", "__slots__": (), "__module__": module, "__new__": new,
        "_fields": fields, "_field_defaults": dict(zip(fields[size - len(defaults):], defaults)),
        "__match_args__": fields, "_make": classmethod(_make), "_replace": _replace, "__repr__": __repr__,
        "_asdict": _asdict, "__getnewargs__": __getnewargs__,
    }
    for i, name in enumerate(fields):
        namespace[name] = property(_itemgetter(i), doc=f"Alias for field number {i}")
    return type(typename, (tuple,), namespace)
