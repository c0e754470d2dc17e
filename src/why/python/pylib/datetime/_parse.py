"""Reading dates and times: ISO 8601, and `strptime`."""

from datetime._calendar import DAY_NAMES, MONTH_NAMES, as_offset, days_before_year, ymd


def iso_date(text, whole=None):
    parts = text.split("-")
    if len(text) != 10 or [len(p) for p in parts] != [4, 2, 2] or not all(p.isdecimal() for p in parts):
        raise ValueError(f"Invalid isoformat string: {whole or text!r}")
    return tuple(map(int, parts))


def iso_time(text, whole):
    """(hour, minute, second, microsecond, zone) of hh[:mm[:ss[.ffffff]]][+hh:mm]"""
    invalid = ValueError(f"Invalid isoformat string: {whole!r}")
    zone = None
    for sign in ("+", "-"):
        if sign in text:
            text, _, offset = text.partition(sign)
            hours, _, minutes = offset.partition(":")
            if not (hours + minutes).isdecimal():
                raise invalid
            zone = as_offset((int(hours) * 3600 + int(minutes or 0) * 60) * (-1 if sign == "-" else 1))
    if text.endswith("Z"):
        text, zone = text[:-1], as_offset(0)
    clock, _, fraction = text.partition(".")
    parts = clock.split(":")
    if not all(p.isdecimal() and len(p) == 2 for p in parts) or len(parts) > 3 or fraction and not fraction.isdecimal():
        raise invalid
    hour, minute, second = (*map(int, parts), 0, 0)[:3]
    return hour, minute, second, int(fraction[:6].ljust(6, "0")) if fraction else 0, zone


_NUMBERS = {"Y": 4, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "y": 2, "j": 3, "w": 1}
_TOGETHER = {"T": "%H:%M:%S", "R": "%H:%M", "D": "%m/%d/%y", "F": "%Y-%m-%d", "X": "%H:%M:%S", "x": "%m/%d/%y"}


def strptime(text, format):
    """The arguments of `datetime` that the text gives, read as `format` says."""
    no_match = ValueError(f"time data {text!r} does not match format {format!r}")
    for letter, longer in _TOGETHER.items():
        format = format.replace("%" + letter, longer)
    found, i, at = {}, 0, 0
    while at < len(format):
        char = format[at]
        if char != "%":
            at += 1
            if char.isspace():
                if i >= len(text) or not text[i].isspace():
                    raise no_match
                while i < len(text) and text[i].isspace():
                    i += 1
            elif i < len(text) and text[i].lower() == char.lower():
                i += 1
            else:
                raise no_match
            continue
        letter = format[at + 1 : at + 2]
        at += 2
        if not letter:
            raise ValueError(f"stray %% in format {format!r}")
        i = _directive(letter, text, i, found, no_match, format)
    if i != len(text):
        raise ValueError(f"unconverted data remains: {text[i:]}")
    return _arguments(found)


def _directive(letter, text, i, found, no_match, format):
    """Reads what one directive stands for; returns the place after it."""
    if letter == "%":
        if text[i : i + 1] != "%":
            raise no_match
        return i + 1
    if letter in _NUMBERS or letter == "f":
        start, most = i, _NUMBERS.get(letter, 6)
        while i < len(text) and i - start < most and text[i] in "0123456789":
            i += 1
        if i == start or letter == "Y" and i - start != 4:
            raise no_match
        digits = text[start:i]
        found[letter] = int(digits.ljust(6, "0") if letter == "f" else digits)
        return i
    if letter in "aAbBp":
        names = {"a": DAY_NAMES, "A": DAY_NAMES, "b": MONTH_NAMES, "B": MONTH_NAMES, "p": ("AM", "PM")}[letter]
        for number, name in enumerate(names):
            name = name[:3] if letter in "ab" else name
            if text[i : i + len(name)].lower() == name.lower():
                found[letter.lower()] = number
                return i + len(name)
        raise no_match
    if letter == "z":
        if text[i : i + 1] == "Z":
            found["z"] = 0
            return i + 1
        sign, hours = text[i : i + 1], text[i + 1 : i + 3]
        end = i + 4 if text[i + 3 : i + 4] == ":" else i + 3
        minutes = text[end : end + 2]
        if sign not in ("+", "-") or not (hours.isdecimal() and minutes.isdecimal()):
            raise no_match
        found["z"] = (int(hours) * 3600 + int(minutes) * 60) * (-1 if sign == "-" else 1)
        return end + 2
    raise ValueError(f"{letter!r} is a bad directive in format {format!r}")


def _arguments(found):
    year = found.get("Y", 1900)
    if "y" in found:
        year = found["y"] + (1900 if found["y"] >= 69 else 2000)
    month, day = found.get("m", found.get("b", 0) + 1), found.get("d", 1)
    if "j" in found:
        _, month, day = ymd(days_before_year(year) + found["j"])
    hour = found.get("H", 0)
    if "I" in found:
        hour = found["I"] % 12 + 12 * found.get("p", 0)
    zone = as_offset(found["z"]) if "z" in found else None
    return year, month, day, hour, found.get("M", 0), found.get("S", 0), found.get("f", 0), zone
