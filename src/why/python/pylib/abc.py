"""Abstract base classes: a class with an abstract method left cannot be instantiated."""

from _abc import _abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, get_cache_token

__all__ = [
    "ABC", "ABCMeta", "abstractmethod", "abstractclassmethod", "abstractproperty", "abstractstaticmethod",
    "get_cache_token", "update_abstractmethods",
]


def abstractmethod(function):
    """Marks a method that a subclass has to define."""
    function.__isabstractmethod__ = True
    return function


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, function):
        function.__isabstractmethod__ = True
        super().__init__(function)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, function):
        function.__isabstractmethod__ = True
        super().__init__(function)


class abstractproperty(property):
    __isabstractmethod__ = True


class ABCMeta(type):
    """The type of classes that know their abstract methods and their registered virtual subclasses."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Declares `subclass` a subclass without inheritance; returns it, so that it works as a decorator."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc_subclasscheck(cls, subclass)


class ABC(metaclass=ABCMeta):
    __slots__ = ()


def update_abstractmethods(cls):
    """Works out anew which methods of `cls` are abstract, after methods were added to it."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    inherited = {name for base in cls.__bases__ for name in getattr(base, "__abstractmethods__", ())}
    names = {n for n in inherited if getattr(getattr(cls, n, None), "__isabstractmethod__", False)}
    names |= {n for n, value in cls.__dict__.items() if getattr(value, "__isabstractmethod__", False)}
    cls.__abstractmethods__ = frozenset(names)
    return cls
