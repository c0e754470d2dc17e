"""References that do not keep an object alive."""

from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref
from collections.abc import MutableMapping, MutableSet

__all__ = [
    "CallableProxyType", "ProxyType", "ProxyTypes", "ReferenceType", "WeakKeyDictionary", "WeakMethod", "WeakSet",
    "WeakValueDictionary", "finalize", "getweakrefcount", "getweakrefs", "proxy", "ref",
]
ProxyTypes = (ProxyType, CallableProxyType)


class WeakMethod:
    """A reference to a bound method, which as such would be gone at once."""

    def __init__(self, method, callback=None):
        if not hasattr(method, "__self__") or not hasattr(method, "__func__"):
            raise TypeError(f"argument should be a bound method, not {type(method)}")
        self._object = ref(method.__self__, None if callback is None else lambda _: callback(self))
        self._function = method.__func__

    def __call__(self):
        alive = self._object()
        return None if alive is None else self._function.__get__(alive)

    def __eq__(self, other):
        return isinstance(other, WeakMethod) and self._object == other._object and self._function is other._function

    def __hash__(self):
        return hash(self._object)


class WeakValueDictionary(MutableMapping):
    """A mapping whose entries go away with their values."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        data = self.data

        def gone(reference):
            if data.get(key) is reference:
                del data[key]

        data[key] = ref(value, gone)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data and self.data[key]() is not None

    def __iter__(self):
        for key, reference in list(self.data.items()):
            if reference() is not None:
                yield key

    def __len__(self):
        return sum(1 for reference in self.data.values() if reference() is not None)

    def __repr__(self):
        return f"<WeakValueDictionary at {id(self):#x}>"

    def copy(self):
        return type(self)(self)

    __copy__ = copy


class WeakKeyDictionary(MutableMapping):
    """A mapping whose entries go away with their keys."""

    def __init__(self, dict=None):
        self.data = {}
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        data = self.data
        data[ref(key, lambda reference: data.pop(reference, None))] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __iter__(self):
        for reference in list(self.data):
            key = reference()
            if key is not None:
                yield key

    def __len__(self):
        return sum(1 for reference in self.data if reference() is not None)

    def __repr__(self):
        return f"<WeakKeyDictionary at {id(self):#x}>"

    def copy(self):
        return type(self)(self)

    __copy__ = copy


class WeakSet(MutableSet):
    """A set whose elements go away when nothing else holds them."""

    def __init__(self, data=None):
        self.data = set()
        for item in data or ():
            self.add(item)

    def add(self, item):
        self.data.add(ref(item, self.data.discard))

    def discard(self, item):
        self.data.discard(ref(item))

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return sum(1 for reference in self.data if reference() is not None)

    def update(self, other):
        for item in other:
            self.add(item)

    def __repr__(self):
        return repr(set(self))


class finalize:
    """Calls a function once, when an object goes away."""

    _waiting = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        self._call = func, args, kwargs
        self._reference = ref(obj, lambda _: self())
        finalize._waiting[id(self)] = self

    @property
    def alive(self):
        return id(self) in finalize._waiting

    def __call__(self, _=None):
        if finalize._waiting.pop(id(self), None) is not None:
            func, args, kwargs = self._call
            return func(*args, **kwargs)

    def detach(self):
        """Gives it up; returns what it would have done."""
        if finalize._waiting.pop(id(self), None) is not None and (obj := self._reference()) is not None:
            return obj, *self._call

    def peek(self):
        if self.alive and (obj := self._reference()) is not None:
            return obj, *self._call
