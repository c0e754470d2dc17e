"""Flags: members that are bits of a number; and the checks of `verify`."""

from enum import Enum, ReprEnum, StrEnum, auto, nonmember, unique


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


for _class in (FlagBoundary, Flag, IntFlag, EnumCheck, verify):
    _class.__module__ = "enum"
