"""Days, months and years as numbers, and `strftime`."""

MINYEAR, MAXYEAR = 1, 9999
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year, month):
    return 29 if month == 2 and is_leap(year) else _DAYS[month]


def days_before_year(year):
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400


def ordinal(year, month, day):
    """The day's number, 1 for 1 January of year 1."""
    return days_before_year(year) + sum(days_in_month(year, m) for m in range(1, month)) + day


def ymd(n):
    """(year, month, day) of a day's number."""
    if not 1 <= n <= 3652059:
        raise OverflowError("date value out of range")
    year = min(n // 365 + 1, MAXYEAR)
    while days_before_year(year) >= n:
        year -= 1
    day, month = n - days_before_year(year), 1
    while day > days_in_month(year, month):
        day -= days_in_month(year, month)
        month += 1
    return year, month, day


def check_date(year, month, day):
    for value in (year, month, day):
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError("day is out of range for month")


def check_time(hour, minute, second, microsecond):
    limits = (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59), ("microsecond", microsecond, 999999))
    for name, value, most in limits:
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        if not 0 <= value <= most:
            raise ValueError(f"{name} must be in 0..{most}")


def as_offset(seconds):
    from datetime._delta import timedelta, timezone

    return timezone.utc if not seconds else timezone(timedelta(seconds=seconds))


def iso_offset(offset, colon=":"):
    """+hh:mm, or nothing."""
    if offset is None:
        return ""
    sign, offset = ("-", -offset) if offset.days < 0 else ("+", offset)
    minutes, seconds = divmod(offset.seconds, 60)
    return f"{sign}{minutes // 60:02d}{colon}{minutes % 60:02d}" + (f"{colon}{seconds:02d}" if seconds else "")


class IsoCalendarDate(tuple):
    """(year, week, weekday) by ISO 8601."""

    __slots__ = ()
    year, week, weekday = (property(lambda self, i=i: self[i]) for i in range(3))

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


def _first_monday(year):
    """The Monday of the week that has the year's first Thursday."""
    first = ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def week_of_year(year, day):
    if day < _first_monday(year):
        year -= 1
    elif year < MAXYEAR and day >= _first_monday(year + 1):
        year += 1
    return IsoCalendarDate((year, (day - _first_monday(year)) // 7 + 1, (day + 6) % 7 + 1))


def strftime(format, day, hour, minute, second, microsecond, zone):
    """The text that `format` describes; a directive that is not known stays as it is."""
    n = day.toordinal()
    in_year, weekday = n - days_before_year(day.year), (n + 6) % 7
    iso = week_of_year(day.year, n)
    offset = None if zone is None else zone.utcoffset(None)
    directives = {
        "Y": lambda: str(day.year), "m": lambda: f"{day.month:02d}", "d": lambda: f"{day.day:02d}",
        "y": lambda: f"{day.year % 100:02d}", "C": lambda: f"{day.year // 100:02d}", "e": lambda: f"{day.day:2d}",
        "H": lambda: f"{hour:02d}", "I": lambda: f"{hour % 12 or 12:02d}", "M": lambda: f"{minute:02d}",
        "S": lambda: f"{second:02d}", "f": lambda: f"{microsecond:06d}", "p": lambda: "AM" if hour < 12 else "PM",
        "A": lambda: DAY_NAMES[weekday], "a": lambda: DAY_NAMES[weekday][:3], "B": lambda: MONTH_NAMES[day.month - 1],
        "b": lambda: MONTH_NAMES[day.month - 1][:3], "h": lambda: MONTH_NAMES[day.month - 1][:3],
        "j": lambda: f"{in_year:03d}", "w": lambda: str((weekday + 1) % 7), "u": lambda: str(weekday + 1),
        "U": lambda: f"{(in_year + 6 - (weekday + 1) % 7) // 7:02d}", "W": lambda: f"{(in_year + 6 - weekday) // 7:02d}",
        "G": lambda: str(iso[0]), "V": lambda: f"{iso[1]:02d}", "F": lambda: f"{day.year}-{day.month:02d}-{day.day:02d}",
        "D": lambda: f"{day.month:02d}/{day.day:02d}/{day.year % 100:02d}", "T": lambda: f"{hour:02d}:{minute:02d}:{second:02d}",
        "R": lambda: f"{hour:02d}:{minute:02d}", "z": lambda: iso_offset(offset, ""),
        "Z": lambda: "" if zone is None else zone.tzname(None), "%": lambda: "%", "n": lambda: "\n", "t": lambda: "\t",
        "c": lambda: strftime("%a %b %e %H:%M:%S %Y", day, hour, minute, second, microsecond, zone),
        "x": lambda: strftime("%m/%d/%y", day, hour, minute, second, microsecond, zone),
        "X": lambda: strftime("%H:%M:%S", day, hour, minute, second, microsecond, zone),
        "r": lambda: strftime("%I:%M:%S %p", day, hour, minute, second, microsecond, zone),
    }  # fmt: skip
    parts, i = [], 0
    while (at := format.find("%", i)) >= 0 and at + 1 < len(format):
        parts.append(format[i:at])
        directive = directives.get(format[at + 1])
        parts.append(format[at : at + 2] if directive is None else directive())
        i = at + 2
    return "".join(parts) + format[i:]
