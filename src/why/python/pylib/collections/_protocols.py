"""The one-method protocols of `collections.abc`: whoever has the methods belongs."""

from abc import ABCMeta, abstractmethod

GenericAlias = type(list[int])


def _has(cls, *names):
    """True if every name is defined in the class; a name set to None says "not this one"."""
    for name in names:
        for base in cls.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


def _whoever_has(*names):
    """A `__subclasshook__`: classes with these methods are subclasses of the class that owns the hook."""

    @classmethod
    def __subclasshook__(cls, other):
        return _has(other, *names) if "__subclasshook__" in cls.__dict__ else NotImplemented

    return __subclasshook__


class Hashable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__hash__")

    @abstractmethod
    def __hash__(self):
        return 0


class Awaitable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__await__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __await__(self):
        yield


class Coroutine(Awaitable):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__await__", "send", "throw", "close")

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, kind, value=None, traceback=None):
        raise kind

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("coroutine ignored GeneratorExit")


class AsyncIterable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__aiter__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __aiter__(self):
        return AsyncIterator()


class AsyncIterator(AsyncIterable):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__anext__", "__aiter__")

    @abstractmethod
    async def __anext__(self):
        raise StopAsyncIteration

    def __aiter__(self):
        return self


class AsyncGenerator(AsyncIterator):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__aiter__", "__anext__", "asend", "athrow", "aclose")


class Iterable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__iter__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __iter__(self):
        while False:
            yield None


class Iterator(Iterable):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__iter__", "__next__")

    @abstractmethod
    def __next__(self):
        raise StopIteration

    def __iter__(self):
        return self


class Reversible(Iterable):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__reversed__", "__iter__")

    @abstractmethod
    def __reversed__(self):
        while False:
            yield None


class Generator(Iterator):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__iter__", "__next__", "send", "throw", "close")

    def __next__(self):
        return self.send(None)

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, kind, value=None, traceback=None):
        raise kind

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("generator ignored GeneratorExit")


class Sized(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__len__")

    @abstractmethod
    def __len__(self):
        return 0


class Container(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__contains__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __contains__(self, value):
        return False


class Collection(Sized, Iterable, Container):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__len__", "__iter__", "__contains__")


class Buffer(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__buffer__")


class Callable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _whoever_has("__call__")

    @abstractmethod
    def __call__(self, *args, **kwargs):
        return None

    def __class_getitem__(cls, parameters):
        if not isinstance(parameters, tuple) or len(parameters) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        arguments, result = parameters
        if isinstance(arguments, (list, tuple)):
            return GenericAlias(cls, (*arguments, result))
        return GenericAlias(cls, (arguments, result))


for _class in list(globals().values()):
    if type(_class) is ABCMeta:
        _class.__module__ = "collections.abc"
