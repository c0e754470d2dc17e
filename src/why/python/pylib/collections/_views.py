"""Sets, and the views that a mapping's keys(), items() and values() return."""

from abc import abstractmethod
from collections._protocols import Collection, Iterable, Sized


# The builtin classes that belong without inheriting. Registering them would take longer than all the rest of the import.
def _builtins(*names, deque=False):
    """A `__subclasshook__`: builtin classes of these names, and their subclasses, are subclasses of the hook's owner."""

    @classmethod
    def __subclasshook__(cls, other):
        if "__subclasshook__" not in cls.__dict__:
            return NotImplemented
        for base in other.__mro__:
            if base.__module__ == "builtins" and base.__name__ in names:
                return True
            if deque and base.__name__ == "deque" and base.__module__ == "collections":
                return True
        return NotImplemented

    return __subclasshook__


class Set(Collection):
    """A set defined by `__contains__`, `__iter__` and `__len__`; the algebra follows from them."""

    __slots__ = ()
    __subclasshook__ = _builtins("set", "frozenset", "dict_keys", "dict_items")

    @classmethod
    def _from_iterable(cls, values):
        return cls(values)

    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) <= len(other) and all(value in other for value in self)

    def __lt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) < len(other) and self.__le__(other)

    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) >= len(other) and all(value in self for value in other)

    def __gt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) > len(other) and self.__ge__(other)

    def __eq__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) == len(other) and self.__le__(other)

    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(value for value in other if value in self)

    __rand__ = __and__

    def isdisjoint(self, other):
        return not any(value in self for value in other)

    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(value for values in (self, other) for value in values)

    __ror__ = __or__

    def __sub__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = other if isinstance(other, Set) else self._from_iterable(other)
        return self._from_iterable(value for value in self if value not in other)

    def __rsub__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(value for value in other if value not in self)

    def __xor__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = other if isinstance(other, Set) else self._from_iterable(other)
        return (self - other) | (other - self)

    __rxor__ = __xor__

    def _hash(self):
        """The hash that equal frozen sets share."""
        return hash(frozenset(self))


class MutableSet(Set):
    __slots__ = ()
    __subclasshook__ = _builtins("set")

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        try:
            value = next(iter(self))
        except StopIteration:
            raise KeyError from None
        self.discard(value)
        return value

    def clear(self):
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def __ior__(self, other):
        for value in other:
            self.add(value)
        return self

    def __iand__(self, other):
        for value in self - other:
            self.discard(value)
        return self

    def __ixor__(self, other):
        if other is self:
            self.clear()
            return self
        for value in list(other):
            self.discard(value) if value in self else self.add(value)
        return self

    def __isub__(self, other):
        if other is self:
            self.clear()
            return self
        for value in other:
            self.discard(value)
        return self


class MappingView(Sized):
    __slots__ = ("_mapping",)
    __subclasshook__ = _builtins("dict_keys", "dict_values", "dict_items")
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f"{type(self).__name__}({self._mapping!r})"


class KeysView(MappingView, Set):
    __slots__ = ()
    __subclasshook__ = _builtins("dict_keys")

    @classmethod
    def _from_iterable(cls, values):
        return set(values)

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        yield from self._mapping


class ItemsView(MappingView, Set):
    __slots__ = ()
    __subclasshook__ = _builtins("dict_items")

    @classmethod
    def _from_iterable(cls, values):
        return set(values)

    def __contains__(self, item):
        key, value = item
        try:
            v = self._mapping[key]
        except KeyError:
            return False
        return v is value or v == value

    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]


class ValuesView(MappingView, Collection):
    __slots__ = ()
    __subclasshook__ = _builtins("dict_values")

    def __contains__(self, value):
        return any(v is value or v == value for v in self)

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]


for _class in (Set, MutableSet, MappingView, KeysView, ItemsView, ValuesView):
    _class.__module__ = "collections.abc"
