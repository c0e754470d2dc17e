"""Tools for functions: partial application, caching, wrapping, dispatch by type."""

from _functools import partial, reduce

__all__ = [
    "cache", "cached_property", "cmp_to_key", "lru_cache", "partial", "partialmethod", "reduce", "singledispatch",
    "singledispatchmethod", "total_ordering", "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES",
]
WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)
_missing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes `wrapper` look like `wrapped`: its name, its documentation, its attributes."""
    for name in assigned:
        if (value := getattr(wrapped, name, _missing)) is not _missing:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator that applies `update_wrapper`."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# For total_ordering: each comparison from each other one. `op` is the method the class defines.
_ORDER_RULES = {
    "__lt__": {
        "__gt__": lambda op, self, other: _not(op(self, other), lambda: self != other),
        "__le__": lambda op, self, other: _or(op(self, other), lambda: self == other),
        "__ge__": lambda op, self, other: _not(op(self, other)),
    },
    "__le__": {
        "__ge__": lambda op, self, other: _not_or(op(self, other), lambda: self == other),
        "__lt__": lambda op, self, other: _and(op(self, other), lambda: self != other),
        "__gt__": lambda op, self, other: _not(op(self, other)),
    },
    "__gt__": {
        "__lt__": lambda op, self, other: _not(op(self, other), lambda: self != other),
        "__ge__": lambda op, self, other: _or(op(self, other), lambda: self == other),
        "__le__": lambda op, self, other: _not(op(self, other)),
    },
    "__ge__": {
        "__le__": lambda op, self, other: _not_or(op(self, other), lambda: self == other),
        "__gt__": lambda op, self, other: _and(op(self, other), lambda: self != other),
        "__lt__": lambda op, self, other: _not(op(self, other)),
    },
}


def _not(result, and_also=lambda: True):
    return result if result is NotImplemented else not result and and_also()


def _or(result, or_else):
    return result if result is NotImplemented else result or or_else()


def _and(result, and_also):
    return result if result is NotImplemented else result and and_also()


def _not_or(result, or_else):
    return result if result is NotImplemented else not result or or_else()


def total_ordering(cls):
    """Fills in the comparisons that a class with `__eq__` and one of <, <=, >, >= does not define."""
    defined = [name for name in _ORDER_RULES if getattr(cls, name, None) is not getattr(object, name)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(defined, key=["__ge__", "__gt__", "__le__", "__lt__"].index)
    for name, rule in _ORDER_RULES[root].items():
        if name not in defined:
            setattr(cls, name, _ordering(name, getattr(cls, root), rule))
    return cls


def _ordering(name, op, rule):
    def compare(self, other):
        return rule(op, self, other)

    compare.__name__ = compare.__qualname__ = name
    return compare


class _Key:
    __slots__ = ("compare", "obj")
    __hash__ = None

    def __init__(self, compare, obj):
        self.compare = compare
        self.obj = obj

    def __lt__(self, other):
        return self.compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self.compare(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self.compare(self.obj, other.obj) == 0

    def __le__(self, other):
        return self.compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self.compare(self.obj, other.obj) >= 0


def cmp_to_key(mycmp):
    """A sort key from a function that compares two values and answers with a negative, zero or positive number."""
    return lambda obj: _Key(mycmp, obj)


class partialmethod:
    """A method with some arguments given in advance."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        function = self.func.__get__(obj, cls)
        if obj is None and function is self.func:  # asked on the class: self is still to be given, before our arguments
            given, keywords = self.args, self.keywords
            return lambda self, /, *args, **kw: function(self, *given, *args, **{**keywords, **kw})
        return partial(function, *self.args, **self.keywords)


class cached_property:
    """An attribute that is computed at the first use and then kept in the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            kept = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {self.attrname!r} property."
            ) from None
        value = kept.get(self.attrname, _missing)
        if value is _missing:
            value = kept[self.attrname] = self.func(instance)
        return value

    __class_getitem__ = classmethod(type(list[int]))


def _make_key(args, kwargs, typed):
    if not kwargs and not typed:
        # An int or a str alone is its own key; 3 and 3.0 share one, as in a dict.
        return args[0] if len(args) == 1 and type(args[0]) in (int, str) else args
    key = args
    if kwargs:
        key += (_missing,)
        for item in kwargs.items():
            key += item
    if typed:
        key += tuple(type(v) for v in args) + tuple(type(v) for v in kwargs.values())
    return key


def lru_cache(maxsize=128, typed=False):
    """Decorator that remembers a function's results, the `maxsize` most recently used ones (None: all)."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, False)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function, /):
    """Decorator that remembers all results of a function."""
    return _cached(user_function, None, False)


def _cache_info_type():
    # Made when first asked for: namedtuple is the costly part of this module.
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple

        _CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize", module="functools")
    return _CacheInfo


_CacheInfo = None


def _cached(function, maxsize, typed):
    results = {}
    hits = misses = 0

    def cached(*args, **kwargs):
        nonlocal hits, misses
        key = _make_key(args, kwargs, typed)
        result = results.get(key, _missing)
        if result is not _missing:
            hits += 1
            if maxsize is not None:  # dicts keep insertion order: the least recently used stands first
                del results[key]
                results[key] = result
            return result
        misses += 1
        result = function(*args, **kwargs)
        if maxsize == 0:
            return result
        if maxsize is not None:
            results.pop(key, None)
            if len(results) >= maxsize:
                del results[next(iter(results))]
        results[key] = result
        return result

    def cache_info():
        """How often the cache answered, how often not, and how full it is."""
        return _cache_info_type()(hits, misses, maxsize, len(results))

    def cache_clear():
        """Forgets everything."""
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    cached.cache_info = cache_info
    cached.cache_clear = cache_clear
    cached.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(cached, function)


def _find_implementation(cls, registry):
    """The implementation for the nearest class in the order of inheritance, then for an abstract class that fits."""
    for base in cls.__mro__[:-1]:
        if base in registry:
            return registry[base]
    matches = [base for base in registry if base is not object and issubclass(cls, base)]
    nearest = [m for m in matches if not any(o is not m and issubclass(o, m) for o in matches)]
    if len(nearest) > 1:
        raise RuntimeError(f"Ambiguous dispatch: {nearest[0]} or {nearest[1]}")
    return registry[nearest[0]] if nearest else registry[object]


def singledispatch(func):
    """A function whose implementation is chosen by the type of its first argument."""
    registry = {object: func}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        return _find_implementation(cls, registry)

    def register(cls, func=None):
        if isinstance(cls, type):
            classes = (cls,)
        elif (classes := getattr(cls, "__args__", ())) and all(isinstance(c, type) for c in classes):
            pass  # a union: int | str
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            from typing import get_type_hints

            return register(next(iter(get_type_hints(cls).values())), cls)
        if func is None:
            return lambda f: register(cls, f)
        for c in classes:
            registry[c] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    wrapper._clear_cache = lambda: None
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """`singledispatch` for methods: chosen by the type of the argument after self."""

    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            return self.dispatcher.dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        method.register = self.register
        return update_wrapper(method, self.func)
