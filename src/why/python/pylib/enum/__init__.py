"""Enumerations: classes whose members are named constants. Flags are members that combine with |."""

from enum._body import EnumProperty as property, auto, member, nonmember
from enum._meta import EnumType

__all__ = [
    "CONFORM", "EJECT", "Enum", "EnumCheck", "EnumMeta", "EnumType", "Flag", "FlagBoundary", "IntEnum", "IntFlag", "KEEP",
    "NAMED_FLAGS", "CONTINUOUS", "UNIQUE", "ReprEnum", "STRICT", "StrEnum", "auto", "global_enum", "member", "nonmember",
    "property", "unique", "verify",
]
EnumMeta = EnumType


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


class FlagBoundary(StrEnum):
    """What becomes of a value with bits that no member has."""

    STRICT = auto()  # an error
    CONFORM = auto()  # they are dropped
    EJECT = auto()  # the value becomes a plain int
    KEEP = auto()  # they are kept


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _bits(value, width):
    """A number in binary as flags show it: the sign's bit first, then at least `width` more."""
    digits = bin(value if value >= 0 else ~value)[2:].zfill(width)
    if value < 0:
        digits = "".join("01"[d == "0"] for d in digits)
    return f"0b{int(value < 0)} {digits}"


class Flag(Enum):
    """Members that are bits of a number and combine with |, &, ^ and ~."""

    _flag_mask_ = _singles_mask_ = _all_bits_ = nonmember(0)
    _boundary_ = nonmember(STRICT)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not count:
            return 1 if start is None else start
        last = max(last_values)
        if not isinstance(last, int):
            raise TypeError(f"invalid flag value {last!r}")
        return 2 ** last.bit_length()

    @classmethod
    def _members_of(cls, value):
        """The members of one bit each that `value` is made of."""
        value &= cls._flag_mask_
        bits = [1 << i for i in range(value.bit_length()) if value >> i & 1]
        members = [m for b in bits if (m := cls._value2member_map_.get(b)) is not None]
        return members if cls._by_value_ else sorted(members, key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """The member that stands for several bits at once, made when it is first asked for."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, every = cls._flag_mask_, cls._all_bits_
        if not ~every <= value <= every or value & (every ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n    given {_bits(value, width)}\n  allowed {_bits(mask, width)}"
                )
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value += max(every + 1, 2 ** value.bit_length())
        asked = value
        if value < 0:
            value += every + 1
        if (made := cls._value2member_map_.get(value)) is None:
            made = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
            made._value_ = value
            made._name_ = cls._name_of(value)
            cls._value2member_map_[value] = made
        cls._value2member_map_[asked] = made
        return made

    @classmethod
    def _name_of(cls, value):
        members = cls._members_of(value)
        covered = 0
        for m in members:
            covered |= m._value_
        if value & ~cls._singles_mask_:
            for m in cls._member_map_.values():
                if m not in members and m._value_ and m._value_ & value == m._value_:
                    members.append(m)
                    covered |= m._value_
        if not covered:
            return None
        unknown = value ^ covered
        if unknown and cls._boundary_ is STRICT:
            raise ValueError(f"{cls!r}: no members with value {unknown!r}")
        return "|".join([*(m._name_ for m in members), *([repr(unknown)] if unknown else [])])

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {type(self).__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter(self._members_of(self._value_))

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        name = "" if self._name_ is None else f".{self._name_}"
        return f"<{type(self).__name__}{name}: {self._value_repr_(self._value_)}>"

    def __str__(self):
        return f"{type(self).__name__}({self._value_!r})" if self._name_ is None else f"{type(self).__name__}.{self._name_}"

    def _bits_of(self, other):
        if isinstance(other, type(self)):
            return other._value_
        return other if self._member_type_ is not object and isinstance(other, self._member_type_) else None

    def __or__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else type(self)(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else type(self)(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits_of(other)
        return NotImplemented if bits is None else type(self)(self._value_ ^ bits)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return type(self)(~self._value_)
        return type(self)(self._singles_mask_ & ~self._value_)


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are numbers too."""


def unique(enumeration):
    """Class decorator that refuses two names for one value."""
    aliases = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if aliases:
        shown = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
        raise ValueError(f"duplicate values found in {enumeration!r}: {shown}")
    return enumeration


class EnumCheck(StrEnum):
    """What `verify` can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator that checks what its arguments name."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                unique(enumeration)
            elif check is CONTINUOUS:
                values = {m.value for m in enumeration}
                missing = [v for v in range(min(values), max(values) + 1) if v not in values]
                if missing:
                    raise ValueError(
                        f"invalid enum {enumeration.__name__!r}: missing values {', '.join(map(str, missing))}"
                    )
            else:
                raise NotImplementedError(f"enum.verify({check})")
        return enumeration


def global_enum(cls):
    """Puts the members into the module of the class."""
    import sys

    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
