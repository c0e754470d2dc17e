"""`timedelta` and `timezone`."""


class timedelta:
    """A difference of time: whole days, seconds and microseconds, of which only the days may be negative."""

    __slots__ = ("days", "seconds", "microseconds")

    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        parts = {"days": days, "seconds": seconds, "microseconds": microseconds, "milliseconds": milliseconds,
                 "minutes": minutes, "hours": hours, "weeks": weeks}
        for name, value in parts.items():
            if not isinstance(value, (int, float)):
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        total_days = days + weeks * 7
        total_seconds = seconds + minutes * 60 + hours * 3600
        whole_days = int(total_days // 1)
        total_seconds += (total_days - whole_days) * 86400
        whole_seconds = int(total_seconds // 1)
        rest = round((total_seconds - whole_seconds) * 1000000 + microseconds + milliseconds * 1000)
        self._settle((whole_days * 86400 + whole_seconds) * 1000000 + rest)

    def _settle(self, microseconds):
        seconds, self.microseconds = divmod(microseconds, 1000000)
        self.days, self.seconds = divmod(seconds, 86400)
        if abs(self.days) > 999999999:
            raise OverflowError(f"days={self.days}; must have magnitude <= 999999999")

    def _total(self):
        return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds

    @classmethod
    def _of(cls, microseconds):
        made = cls()
        made._settle(microseconds)
        return made

    def total_seconds(self):
        return self._total() / 1000000

    def _key(self):
        return self.days, self.seconds, self.microseconds

    def __repr__(self):
        names = zip(("days", "seconds", "microseconds"), self._key())
        return f"datetime.timedelta({', '.join(f'{n}={v}' for n, v in names if v) or 0})"

    def __str__(self):
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02d}:{seconds:02d}"
        if self.days:
            text = f"{self.days} day{'s' if abs(self.days) != 1 else ''}, {text}"
        return text + (f".{self.microseconds:06d}" if self.microseconds else "")

    def __add__(self, other):
        return timedelta._of(self._total() + other._total()) if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        return timedelta._of(self._total() - other._total()) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self.days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            top, bottom = other.as_integer_ratio()
            return timedelta._of(_nearest(self._total() * top, bottom))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_nearest(self._total(), other))
        if isinstance(other, float):
            top, bottom = other.as_integer_ratio()
            return timedelta._of(_nearest(self._total() * bottom, top))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        return timedelta._of(self._total() // other) if isinstance(other, int) else NotImplemented

    def __mod__(self, other):
        return timedelta._of(self._total() % other._total()) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        return self // other, self % other

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return timedelta, self._key()


def _nearest(top, bottom):
    """top / bottom as a whole number, halves to the even one."""
    if bottom < 0:
        top, bottom = -top, -bottom
    whole, rest = divmod(top, bottom)
    return whole + (2 * rest > bottom or 2 * rest == bottom and whole % 2)


timedelta.min, timedelta.max = timedelta(-999999999), timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """Base of time zones."""

    __slots__ = ()

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")


class timezone(tzinfo):
    """A fixed offset from UTC."""

    __slots__ = ("_offset", "_name")

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("offset must be a timedelta")
        if not timedelta(-1) < offset < timedelta(1):
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
                f"not {offset!r}."
            )
        self._offset, self._name = offset, name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        if not self._offset:
            return "UTC"
        sign, offset = ("-", -self._offset) if self._offset.days < 0 else ("+", self._offset)
        minutes, seconds = divmod(offset.seconds, 60)
        shown = f"UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}"
        return f"{shown}:{seconds:02d}" if seconds else shown

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        name = "" if self._name is None else f", {self._name!r}"
        return f"datetime.timezone({self._offset!r}{name})"


timezone.utc = timezone(timedelta(0))
for _class in (timedelta, tzinfo, timezone):
    _class.__module__ = "datetime"
