"""Enumerations: classes whose members are named constants. Flags, which combine with |, come when they are asked for."""

from enum._body import EnumProperty as property, auto, member, nonmember
from enum._meta import EnumType

__all__ = [
    "CONFORM", "EJECT", "Enum", "EnumCheck", "EnumMeta", "EnumType", "Flag", "FlagBoundary", "IntEnum", "IntFlag", "KEEP",
    "NAMED_FLAGS", "CONTINUOUS", "UNIQUE", "ReprEnum", "STRICT", "StrEnum", "auto", "global_enum", "member", "nonmember",
    "property", "unique", "verify",
]
EnumMeta = EnumType
_LATER = ("CONFORM", "CONTINUOUS", "EJECT", "EnumCheck", "Flag", "FlagBoundary", "IntFlag", "KEEP", "NAMED_FLAGS", "STRICT",
          "UNIQUE", "verify")


def __getattr__(name):
    if name in _LATER:
        from enum import _flags

        value = globals()[name] = getattr(_flags, name)
        return value
    raise AttributeError(f"module 'enum' has no attribute {name!r}")


class Enum(metaclass=EnumType):
    """Base of enumerations."""

    def __init__(self, *args, **kwargs):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the largest so far."""
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            return next((v + 1 for v in reversed(last_values) if isinstance(v, (int, float))), start)

    @classmethod
    def _missing_(cls, value):
        """What a value that no member has stands for; None if for nothing."""
        return None

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_repr_(self._value_)}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        public = {n for cls in type(self).__mro__ for n in cls.__dict__ if n[0] != "_" and n not in self._member_map_}
        public |= {n for n in self.__dict__ if n[0] != "_"}
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__"} | public)

    def __reduce_ex__(self, protocol):
        return type(self), (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


class ReprEnum(Enum):
    """Only repr() shows the member's name; str() and format() are those of the data type."""

    _like_data_type_ = nonmember(True)


class IntEnum(int, ReprEnum):
    """Members that are numbers too."""


class StrEnum(str, ReprEnum):
    """Members that are texts too; auto() is the name in lower case."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        for value in values:
            if not isinstance(value, str):
                raise TypeError(f"{value!r} is not a string")
        made = str.__new__(cls, *values)
        made._value_ = str(*values)
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def unique(enumeration):
    """Class decorator that refuses two names for one value."""
    aliases = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if aliases:
        shown = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
        raise ValueError(f"duplicate values found in {enumeration!r}: {shown}")
    return enumeration


def global_enum(cls):
    """Puts the members into the module of the class."""
    import sys

    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
