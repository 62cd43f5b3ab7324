"""Times read from text: `time.strptime`, `datetime.strptime`."""

import re
import time
from calendar import day_abbr, day_name, month_abbr, month_name
from datetime import date as _date, timedelta as _timedelta, timezone as _timezone
from functools import lru_cache

_MONTHS = [name.lower() for name in month_name]
_SHORT_MONTHS = [name.lower() for name in month_abbr]
_DAYS = [name.lower() for name in day_name]
_SHORT_DAYS = [name.lower() for name in day_abbr]


def _choice(names, group):
    words = sorted(filter(None, names), key=len, reverse=True)
    return f"(?P<{group}>{'|'.join(map(re.escape, words))})"


_PARTS = {
    "d": r"(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])",
    "f": r"(?P<f>[0-9]{1,6})",
    "H": r"(?P<H>2[0-3]|[0-1]\d|\d)",
    "I": r"(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])",
    "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])",
    "M": r"(?P<M>[0-5]\d|\d)",
    "S": r"(?P<S>6[0-1]|[0-5]\d|\d)",
    "U": r"(?P<U>5[0-3]|[0-4]\d|\d)",
    "W": r"(?P<W>5[0-3]|[0-4]\d|\d)",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)",
    "w": r"(?P<w>[0-6])",
    "u": r"(?P<u>[1-7])",
    "y": r"(?P<y>\d\d)",
    "Y": r"(?P<Y>\d\d\d\d)",
    "z": r"(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))",
    "A": _choice(_DAYS, "A"),
    "a": _choice(_SHORT_DAYS, "a"),
    "B": _choice(_MONTHS, "B"),
    "b": _choice(_SHORT_MONTHS, "b"),
    "p": _choice(["am", "pm"], "p"),
    "Z": _choice(["utc", "gmt"], "Z"),
    "%": "%",
}
_WHOLE = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}


@lru_cache(maxsize=64)
def _compiled(format):
    """The regular expression of a format."""
    for letter, whole in _WHOLE.items():
        format = format.replace("%" + letter, whole)
    pattern, place = [], 0
    text = re.sub(r"([\\.^$*+?(){}\[\]|])", r"\\\1", format)
    text = re.sub(r"\s+", r"\\s+", text)
    text = re.sub("'", "['ʼ]", text)
    while place < len(text):
        percent = text.find("%", place)
        if percent < 0:
            pattern.append(text[place:])
            break
        pattern.append(text[place:percent])
        letter = text[percent + 1 : percent + 2]
        if not letter:
            raise ValueError(f"stray % in format '{format}'")
        if letter not in _PARTS:
            letter = text[percent + 1 : percent + 3] if letter == "\\" else letter
            raise ValueError(f"'{letter}' is a bad directive in format '{format}'")
        pattern.append(_PARTS[letter])
        place = percent + 2
    return re.compile("".join(pattern), re.IGNORECASE)


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """The fields of a time, its fraction of a second and that of its offset."""
    for index, arg in enumerate([data_string, format]):
        if not isinstance(arg, str):
            raise TypeError(f"strptime() argument {index} must be str, not {type(arg)}")
    found = _compiled(format).match(data_string)
    if not found:
        raise ValueError(f"time data {data_string!r} does not match format {format!r}")
    if len(data_string) != found.end():
        raise ValueError(f"unconverted data remains: {data_string[found.end():]}")
    groups = found.groupdict()
    year = iso_year = weekday = julian = iso_week = week = None
    month = day = 1
    hour = minute = second = fraction = 0
    zone, offset, offset_fraction = -1, None, 0
    week_starts_monday = False
    for key, text in groups.items():
        match key:
            case "y":
                year = int(text)
                year += 2000 if year <= 68 else 1900
            case "Y":
                year = int(text)
            case "G":
                iso_year = int(text)
            case "m":
                month = int(text)
            case "B":
                month = _MONTHS.index(text.lower())
            case "b":
                month = _SHORT_MONTHS.index(text.lower())
            case "d":
                day = int(text)
            case "H":
                hour = int(text)
            case "I":
                hour = int(text)
                half = (groups.get("p") or "").lower()
                if half in ("", "am"):
                    hour = 0 if hour == 12 else hour
                elif half == "pm":
                    hour = 12 if hour == 12 else hour + 12
            case "M":
                minute = int(text)
            case "S":
                second = int(text)
            case "f":
                fraction = int(text.ljust(6, "0"))
            case "A":
                weekday = _DAYS.index(text.lower())
            case "a":
                weekday = _SHORT_DAYS.index(text.lower())
            case "w":
                weekday = (int(text) - 1) % 7
            case "u":
                weekday = int(text) - 1
            case "j":
                julian = int(text)
            case "U" | "W":
                week = int(text)
                week_starts_monday = key == "W"
            case "V":
                iso_week = int(text)
            case "z":
                if text == "Z":
                    offset = 0
                else:
                    digits = text[1:].replace(":", "")
                    if ":" in text and (text[3:4] != ":" or (len(digits) > 4 and text[6:7] != ":")):
                        raise ValueError(f"Inconsistent use of : in {text}")
                    offset = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6] or 0)
                    offset_fraction = int((digits[7:] or "0").ljust(6, "0"))
                    if text[0] == "-":
                        offset, offset_fraction = -offset, -offset_fraction
            case "Z":
                zone = 0
    if iso_year is not None:
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError(
                "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive "
                "('%A', '%a', '%w', or '%u')."
            )
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError(
                "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive "
                "('%A', '%a', '%w', or '%u')."
            )
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")
    leap_day = False
    if year is None and month == 2 and day == 29:
        year, leap_day = 1904, True
    elif year is None:
        year = 1900
    if julian is None and weekday is not None:
        if week is not None:
            julian = _day_of_week(year, week, weekday, week_starts_monday)
        elif iso_year is not None and iso_week is not None:
            found = _date.fromisocalendar(iso_year, iso_week, weekday + 1)
            year, month, day = found.year, found.month, found.day
            julian = found.toordinal() - _date(year, 1, 1).toordinal() + 1
        if julian is not None and julian <= 0:
            year -= 1
            julian += _date(year + 1, 1, 1).toordinal() - _date(year, 1, 1).toordinal()
    if julian is None:
        julian = _date(year, month, day).toordinal() - _date(year, 1, 1).toordinal() + 1
    else:
        found = _date.fromordinal(julian - 1 + _date(year, 1, 1).toordinal())
        year, month, day = found.year, found.month, found.day
    if weekday is None:
        weekday = _date(year, month, day).weekday()
    if leap_day:
        year = 1900
    name = groups.get("Z")
    return (year, month, day, hour, minute, second, weekday, julian, zone, name, offset), fraction, offset_fraction


def _day_of_week(year, week, weekday, starts_monday):
    """The day of the year that a weekday of a week is; days before the first Sunday or Monday are in week 0."""
    first = _date(year, 1, 1).weekday()
    if not starts_monday:
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    in_week_0 = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + in_week_0 + 7 * (week - 1) + weekday


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    fields = _strptime(data_string, format)[0]
    return time.struct_time(fields[:9])


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    fields, fraction, offset_fraction = _strptime(data_string, format)
    name, offset = fields[-2:]
    arguments = fields[:6] + (fraction,)
    if offset is not None:
        delta = _timedelta(seconds=offset, microseconds=offset_fraction)
        arguments += (_timezone(delta, name) if name else _timezone(delta),)
    return cls(*arguments)
