"""`contextlib.AbstractContextManager`, apart because few programs name it and abstract classes take time to make."""

from abc import ABC, abstractmethod


class AbstractContextManager(ABC):
    """Whatever can stand in a `with` statement."""

    __module__ = "contextlib"
    __class_getitem__ = classmethod(type(list[int]))

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, other):
        if cls is not AbstractContextManager:
            return NotImplemented
        has = all(any(name in base.__dict__ for base in other.__mro__) for name in ("__enter__", "__exit__"))
        return has or NotImplemented
