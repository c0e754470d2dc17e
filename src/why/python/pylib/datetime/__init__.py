"""Dates, times and differences between them, in the proleptic Gregorian calendar.

Time zones are fixed offsets. What the machine's own zone is cannot be known here: local time is UTC.
"""

from datetime._calendar import (
    MAXYEAR, MINYEAR, as_offset, check_date, check_time, days_before_year, days_in_month, iso_offset, ordinal, strftime,
    week_of_year, ymd,
)
from datetime._delta import timedelta, timezone

__all__ = ["MAXYEAR", "MINYEAR", "UTC", "date", "datetime", "time", "timedelta", "timezone", "tzinfo"]
tzinfo = timezone.__mro__[1]
UTC = timezone.utc
_EPOCH = ordinal(1970, 1, 1)
_keep = object()


class date:
    """A day."""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month, day):
        check_date(year, month, day)
        made = object.__new__(cls)
        made._year, made._month, made._day = year, month, day
        return made

    year, month, day = (property(lambda self, n=n: getattr(self, n)) for n in ("_year", "_month", "_day"))

    @classmethod
    def today(cls):
        import time

        return cls.fromtimestamp(time.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        return cls.fromordinal(_EPOCH + int(timestamp // 86400))

    @classmethod
    def fromordinal(cls, n):
        return cls(*ymd(n))

    @classmethod
    def fromisoformat(cls, date_string):
        from datetime._parse import iso_date

        return cls(*iso_date(date_string))

    def toordinal(self):
        return ordinal(self._year, self._month, self._day)

    def weekday(self):
        """0 for Monday."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        return week_of_year(self._year, self.toordinal())

    def timetuple(self):
        import time

        day = self.toordinal() - days_before_year(self._year)
        return time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(), day, -1))

    def replace(self, year=None, month=None, day=None):
        return type(self)(year or self._year, month or self._month, day or self._day)

    def isoformat(self):
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    __str__ = isoformat

    def ctime(self):
        return self.strftime("%a %b %e %H:%M:%S %Y")

    def strftime(self, format):
        return strftime(format, self, 0, 0, 0, 0, None)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __repr__(self):
        return f"datetime.{type(self).__qualname__}({self._year}, {self._month}, {self._day})"

    def _key(self):
        return self._year, self._month, self._day

    def _comparable(self, other):
        return isinstance(other, date) and isinstance(other, datetime) == isinstance(self, datetime)

    def __eq__(self, other):
        return self._key() == other._key() if self._comparable(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._comparable(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        return type(self).fromordinal(self.toordinal() + other.days) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        return timedelta(self.toordinal() - other.toordinal()) if isinstance(other, date) else NotImplemented

    def __reduce__(self):
        return type(self), self._key()


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)


class time:
    """A time of day."""

    __slots__ = ("hour", "minute", "second", "microsecond", "tzinfo", "fold")

    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo, self.fold = tzinfo, fold

    @classmethod
    def fromisoformat(cls, time_string):
        from datetime._parse import iso_time

        return cls(*iso_time(time_string.removeprefix("T"), time_string))

    def isoformat(self, timespec="auto"):
        return _clock(self, timespec) + iso_offset(self.utcoffset())

    __str__ = isoformat

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

    def strftime(self, format):
        return strftime(format, date(1900, 1, 1), self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=_keep):
        given = (hour, minute, second, microsecond)
        kept = (self.hour, self.minute, self.second, self.microsecond)
        values = [old if new is None else new for new, old in zip(given, kept)]
        return type(self)(*values, self.tzinfo if tzinfo is _keep else tzinfo)

    def _key(self):
        seconds = (self.hour * 60 + self.minute) * 60 + self.second
        offset = self.utcoffset()
        return (seconds - (0 if offset is None else offset.total_seconds()), self.microsecond)

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, time) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f"datetime.time({_clock_arguments(self)})"


def _clock_arguments(value):
    shown = [value.hour, value.minute]
    if value.second or value.microsecond:
        shown.append(value.second)
    if value.microsecond:
        shown.append(value.microsecond)
    zone = "" if value.tzinfo is None else f", tzinfo={value.tzinfo!r}"
    return ", ".join(map(str, shown)) + zone


def _clock(value, timespec):
    """hh:mm:ss[.ffffff]"""
    if timespec == "auto":
        timespec = "microseconds" if value.microsecond else "seconds"
    shown = {
        "hours": f"{value.hour:02d}",
        "minutes": f"{value.hour:02d}:{value.minute:02d}",
        "seconds": f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}",
    }
    shown["milliseconds"] = f"{shown['seconds']}.{value.microsecond // 1000:03d}"
    shown["microseconds"] = f"{shown['seconds']}.{value.microsecond:06d}"
    if timespec not in shown:
        raise ValueError("Unknown timespec value")
    return shown[timespec]


class datetime(date):
    """A day and a time of day, with or without a time zone."""

    __slots__ = ("_time",)

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        made = date.__new__(cls, year, month, day)
        made._time = time(hour, minute, second, microsecond, tzinfo, fold=fold)
        return made

    hour, minute, second, microsecond, tzinfo, fold = (
        property(lambda self, n=n: getattr(self._time, n))
        for n in ("hour", "minute", "second", "microsecond", "tzinfo", "fold")
    )

    @classmethod
    def now(cls, tz=None):
        import time

        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.now()

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        found = cls(1970, 1, 1) + timedelta(seconds=timestamp)
        return found if tz is None else (found + tz.utcoffset(None)).replace(tzinfo=tz)

    utcfromtimestamp = fromtimestamp

    @classmethod
    def fromordinal(cls, n):
        return cls(*ymd(n))

    @classmethod
    def combine(cls, date, time, tzinfo=_keep):
        zone = time.tzinfo if tzinfo is _keep else tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, zone)

    @classmethod
    def fromisoformat(cls, date_string):
        from datetime._parse import iso_date, iso_time

        day, rest = date_string[:10], date_string[11:]
        return cls(*iso_date(day, date_string), *(iso_time(rest, date_string) if rest else ()))

    @classmethod
    def strptime(cls, date_string, format):
        from datetime._parse import strptime

        return cls(*strptime(date_string, format))

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return self._time.replace(tzinfo=None)

    def timetz(self):
        return self._time

    def utcoffset(self):
        return self._time.utcoffset()

    def tzname(self):
        return None if self.tzinfo is None else self.tzinfo.tzname(self)

    def timetuple(self):
        import time

        plain = date.timetuple(self)
        return time.struct_time((*plain[:3], self.hour, self.minute, self.second, *plain[6:]))

    def _since_epoch(self):
        clock = self._time
        passed = timedelta(ordinal(*date._key(self)) - _EPOCH, clock.second, clock.microsecond, 0, clock.minute, clock.hour)
        return passed - (self.utcoffset() or timedelta())

    def timestamp(self):
        return self._since_epoch().total_seconds()

    def astimezone(self, tz=None):
        tz = UTC if tz is None else tz
        return (datetime(1970, 1, 1) + self._since_epoch() + tz.utcoffset(None)).replace(tzinfo=tz)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=_keep,
                *, fold=0):
        clock = self._time.replace(hour, minute, second, microsecond, tzinfo)
        return type(self).combine(date(year or self._year, month or self._month, day or self._day), clock)

    def isoformat(self, sep="T", timespec="auto"):
        return f"{date.isoformat(self)}{sep}{_clock(self._time, timespec)}{iso_offset(self.utcoffset())}"

    def __str__(self):
        return self.isoformat(" ")

    def strftime(self, format):
        return strftime(format, self, self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

    def __repr__(self):
        return f"datetime.datetime({self._year}, {self._month}, {self._day}, {_clock_arguments(self._time)})"

    def _key(self):
        return self._since_epoch()._key()

    def _comparable(self, other):
        if isinstance(other, datetime) and (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return date._comparable(self, other)

    def __eq__(self, other):
        if isinstance(other, datetime) and (self.tzinfo is None) != (other.tzinfo is None):
            return False
        return date.__eq__(self, other)

    __hash__ = date.__hash__

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        clock = self._time
        total = timedelta(0, clock.second, clock.microsecond, 0, clock.minute, clock.hour) + other
        day = ordinal(*date._key(self)) + total.days
        minutes, second = divmod(total.seconds, 60)
        return type(self)(*ymd(day), *divmod(minutes, 60), second, total.microseconds, clock.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return self._since_epoch() - other._since_epoch()

    def __reduce__(self):
        clock = self._time
        return type(self), (*date._key(self), clock.hour, clock.minute, clock.second, clock.microsecond, clock.tzinfo)


datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
time.min, time.max = time(), time(23, 59, 59, 999999)
datetime.resolution = time.resolution = timedelta(microseconds=1)
