"""Dates and times as text: `strftime`, `strptime`, and reading of ISO 8601."""

__native_in_cpython__ = True

from datetime import UTC, _days_before_month, _is_leap, _isoweek_to_ordinal, _offset_text, _ord2ymd, _ymd2ord, timedelta, timezone

_day_names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_month_names = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def strftime(obj, format, fields):
    """`format` filled in; `obj` is asked for its zone, if it can have one."""
    year, month, day, hour, minute, second, us = fields
    ordinal = _ymd2ord(year, month, day)
    weekday = (ordinal + 6) % 7
    yday = _days_before_month(year, month) + day
    result, i = [], 0

    def directive(c):
        if c in _compound:
            return strftime(obj, _compound[c], fields)
        simple = {
            "Y": lambda: str(year), "m": lambda: f"{month:02d}", "d": lambda: f"{day:02d}", "H": lambda: f"{hour:02d}",
            "M": lambda: f"{minute:02d}", "S": lambda: f"{second:02d}", "f": lambda: f"{us:06d}",
            "y": lambda: f"{year % 100:02d}", "I": lambda: f"{(hour + 11) % 12 + 1:02d}",
            "p": lambda: "AM" if hour < 12 else "PM", "P": lambda: "am" if hour < 12 else "pm",
            "j": lambda: f"{yday:03d}", "a": lambda: _day_names[weekday][:3], "A": lambda: _day_names[weekday],
            "b": lambda: _month_names[month - 1][:3], "h": lambda: _month_names[month - 1][:3],
            "B": lambda: _month_names[month - 1], "w": lambda: str((weekday + 1) % 7), "u": lambda: str(weekday + 1),
            "U": lambda: f"{(yday + 6 - (weekday + 1) % 7) // 7:02d}", "W": lambda: f"{(yday + 6 - weekday) // 7:02d}",
            "G": lambda: str(_iso(ordinal)[0]), "V": lambda: f"{_iso(ordinal)[1]:02d}",
            "g": lambda: f"{_iso(ordinal)[0] % 100:02d}", "C": lambda: f"{year // 100:02d}", "e": lambda: f"{day:2d}",
            "k": lambda: f"{hour:2d}", "l": lambda: f"{(hour + 11) % 12 + 1:2d}",
            "n": lambda: "\n", "t": lambda: "\t", "%": lambda: "%",
        }.get(c)  # fmt: skip
        return simple() if simple else "%" + c

    while i < len(format):
        c = format[i]
        if c != "%" or i + 1 == len(format):
            result.append(c)
            i += 1
            continue
        c = format[i + 1]
        i += 2
        if c == "z":
            result.append(_offset_text(_zone(obj, "utcoffset"), ""))
        elif c == ":" and format[i : i + 1] == "z":
            result.append(_offset_text(_zone(obj, "utcoffset")))
            i += 1
        elif c == "Z":
            result.append(_zone(obj, "tzname") or "")
        elif c == "-" and format[i : i + 1]:  # without padding
            result.append(directive(format[i]).lstrip("0 ") or "0")
            i += 1
        else:
            result.append(directive(c))
    return "".join(result)


_compound = {
    "c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S",
    "R": "%H:%M", "r": "%I:%M:%S %p",
}  # fmt: skip


def _zone(obj, method):
    method = getattr(obj, method, None)
    return None if method is None else method()


def _iso(ordinal):
    from datetime import date

    return date.fromordinal(ordinal).isocalendar()


# Reading ISO 8601.


def _invalid(text):
    return ValueError(f"Invalid isoformat string: {text!r}")


def _number(text, whole):
    if not (text.isascii() and text.isdigit()):
        raise _invalid(whole)
    return int(text)


def parse_date(text, whole=None):
    """Year, month, day of YYYY-MM-DD, YYYYMMDD, YYYY-Www-D and so on."""
    whole = text if whole is None else whole
    if len(text) not in (7, 8, 10):
        raise _invalid(whole)
    year = _number(text[:4], whole)
    dashed = text[4] == "-"
    rest = text[5:] if dashed else text[4:]
    if rest[:1] == "W":
        week, rest = _number(rest[1:3], whole), rest[3:]
        if len(rest) == 0:
            day = 1
        elif dashed and len(rest) == 2 and rest[0] == "-":
            day = _number(rest[1], whole)
        elif not dashed and len(rest) == 1:
            day = _number(rest, whole)
        else:
            raise _invalid(whole)
        return _ord2ymd(_isoweek_to_ordinal(year, week, day))
    if dashed and len(rest) == 5 and rest[2] == "-":
        return year, _number(rest[:2], whole), _number(rest[3:], whole)
    if not dashed and len(rest) == 4:
        return year, _number(rest[:2], whole), _number(rest[2:], whole)
    raise _invalid(whole)


def _hands(text, whole):
    """Hour, minute, second, microsecond."""
    if len(text) < 2:
        raise _invalid(whole)
    values, i = [_number(text[:2], whole)], 2
    colon = text[2:3] == ":"
    while i < len(text) and text[i] not in ".," and len(values) < 3:
        if colon:
            if text[i] != ":":
                raise _invalid(whole)
            i += 1
        values.append(_number(text[i : i + 2], whole) if len(text[i : i + 2]) == 2 else _number("", whole))
        i += 2
    us = 0
    if i < len(text):
        if text[i] not in ".," or len(values) < 3 or i + 1 == len(text):
            raise _invalid(whole)
        digits = text[i + 1 :]
        _number(digits, whole)
        us = int(digits[:6].ljust(6, "0"))
    return (*values, *[0] * (3 - len(values)), us)


def parse_time(text, whole=None):
    """Hour, minute, second, microsecond, zone."""
    whole = text if whole is None else whole
    text = text[1:] if text[:1] == "T" else text
    clock, zone = text, None
    if text.endswith("Z"):
        clock, zone = text[:-1], UTC
    else:
        for i, c in enumerate(text):
            if c in "+-":
                clock = text[:i]
                hour, minute, second, us = _hands(text[i + 1 :], whole)
                offset = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=us)
                zone = timezone(offset if c == "+" else -offset)
                break
    return (*_hands(clock, whole), zone)


def parse_datetime(text):
    """Fields of a datetime; the time may be missing, any character may separate it."""
    if len(text) < 7:
        raise _invalid(text)
    size = _date_size(text)
    day = parse_date(text[:size], text)
    if len(text) == size:
        return (*day, 0, 0, 0, 0, None)
    if len(text) == size + 1:
        raise _invalid(text)
    return (*day, *parse_time(text[size + 1 :], text))


def _date_size(text):
    """How many characters the date takes."""
    dashed = text[4] == "-"
    if text[5:6] == "W" if dashed else text[4] == "W":
        if dashed:
            return 10 if text[8:9] == "-" else 8
        return 8 if text[7:8].isdigit() else 7
    return 10 if dashed else 8


# strptime.


def strptime(cls, text, format):
    """A datetime read by a format."""
    fields, zone = _scan(text, format)
    year = fields.get("year", 1900)
    if "iso_year" in fields and "iso_week" in fields and "weekday" in fields:
        year, month, day = _ord2ymd(_isoweek_to_ordinal(fields["iso_year"], fields["iso_week"], fields["weekday"] + 1))
    elif "yday" in fields and "month" not in fields:
        year, month, day = _ord2ymd(_ymd2ord(year, 1, 1) + fields["yday"] - 1)
    elif "week" in fields and "weekday" in fields and "year" in fields:
        year, month, day = _from_week(year, *fields["week"], fields["weekday"])
    else:
        month, day = fields.get("month", 1), fields.get("day", 1)
        if "year" not in fields and month == 2 and day == 29 and not _is_leap(year):
            year = 1904
            made = cls(year, month, day)
            return made.replace(year=1900)
    hour = fields.get("hour", 0)
    if "hour12" in fields:
        hour = fields["hour12"] % 12 + (12 if fields.get("pm") else 0)
    return cls(
        year, month, day, hour, fields.get("minute", 0), fields.get("second", 0), fields.get("us", 0), zone
    )


def _from_week(year, week, starts_on, weekday):
    first = (_ymd2ord(year, 1, 1) + 6) % 7
    if starts_on == 6:
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    week0 = (7 - first) % 7
    if week == 0:
        yday = 1 + weekday - first
    else:
        yday = 1 + week0 + 7 * (week - 1) + weekday
    return _ord2ymd(_ymd2ord(year, 1, 1) + yday - 1)


_digits = {
    "d": ("day", 2, 1, 31), "m": ("month", 2, 1, 12), "Y": ("year", 4, 0, 9999), "H": ("hour", 2, 0, 23),
    "I": ("hour12", 2, 1, 12), "M": ("minute", 2, 0, 59), "S": ("second", 2, 0, 61), "j": ("yday", 3, 1, 366),
    "y": ("year2", 2, 0, 99), "w": ("wday", 1, 0, 6), "u": ("isoday", 1, 1, 7), "G": ("iso_year", 4, 0, 9999),
    "V": ("iso_week", 2, 1, 53), "U": ("weekU", 2, 0, 53), "W": ("weekW", 2, 0, 53), "e": ("day", 2, 1, 31),
}  # fmt: skip
_names = {
    "a": ("weekday", [name[:3] for name in _day_names], 0), "A": ("weekday", _day_names, 0),
    "b": ("month", [name[:3] for name in _month_names], 1), "B": ("month", _month_names, 1), "p": ("pm", ("AM", "PM"), 0),
}  # fmt: skip


def _scan(text, format):
    for directive, expansion in _compound.items():
        if directive in "cxXDFTRr":
            format = format.replace("%" + directive, expansion)
    mismatch = ValueError("time data %r does not match format %r" % (text, format))
    fields, zone, pos, i = {}, None, 0, 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            start = pos
            while pos < len(text) and text[pos].isspace():
                pos += 1
            if pos == start:
                raise mismatch
            while i < len(format) and format[i].isspace():
                i += 1
            continue
        if c != "%":
            if text[pos : pos + 1].lower() != c.lower():
                raise mismatch
            pos += 1
            continue
        if i == len(format):
            raise ValueError("stray %% in format '%s'" % format)
        c = format[i]
        i += 1
        if c == "%":
            if text[pos : pos + 1] != "%":
                raise mismatch
            pos += 1
        elif c in _digits:
            pos = _scan_number(c, text, pos, format[i:], fields, mismatch)
        elif c in _names:
            key, names, base = _names[c]
            found = [n for n in names if text[pos : pos + len(n)].lower() == n.lower()]
            if not found:
                raise mismatch
            name = max(found, key=len)
            fields[key] = list(names).index(name) + base
            pos += len(name)
        elif c == "f":
            end = pos
            while end < len(text) and end < pos + 6 and text[end].isdigit():
                end += 1
            if end == pos:
                raise mismatch
            fields["us"] = int(text[pos:end].ljust(6, "0"))
            pos = end
        elif c == "z":
            pos, zone = _scan_offset(text, pos, mismatch)
        elif c == "Z":
            for name in ("UTC", "GMT"):
                if text[pos : pos + 3].upper() == name:
                    pos += 3
                    break
        else:
            raise ValueError("'%s' is a bad directive in format '%s'" % (c, format))
    if "day" in fields and not fields.keys() & {"year", "year2"}:
        import warnings

        warnings.warn(
            "Parsing dates involving a day of month without a year specified is ambiguious\n"
            "and fails to parse leap day. The default behavior will change in Python 3.15\n"
            "to either always raise an exception or to use a different default year (TBD).\n"
            "To avoid trouble, add a specific year to the input & format.\n"
            "See https://github.com/python/cpython/issues/70647.",
            DeprecationWarning,
            stacklevel=4,
        )
    if pos != len(text):
        raise ValueError("unconverted data remains: %s" % text[pos:])
    return _settled(fields), zone


def _scan_number(c, text, pos, rest, fields, mismatch):
    key, width, low, high = _digits[c]
    end = pos
    if c == "e" and text[end : end + 1] == " ":
        end += 1
        pos = end
    while end < len(text) and end < pos + width and text[end].isdigit():
        end += 1
    if c in "YG" and end - pos != 4:
        raise mismatch
    # Fewer digits may be meant when the number is too great, as in "%m%d" of "111".
    while end > pos and not low <= int(text[pos:end]) <= high:
        end -= 1
    if end == pos:
        raise mismatch
    fields[key] = int(text[pos:end])
    return end


def _scan_offset(text, pos, mismatch):
    if text[pos : pos + 1] in ("Z", "z"):
        return pos + 1, UTC
    if text[pos : pos + 1] not in ("+", "-"):
        raise mismatch
    end = pos + 1
    while end < len(text) and (text[end].isdigit() or text[end] in ":."):
        end += 1
    digits = text[pos + 1 : end].replace(":", "")
    digits, _, fraction = digits.partition(".")
    if len(digits) not in (4, 6):
        raise mismatch
    offset = timedelta(
        hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:] or 0),
        microseconds=int(fraction.ljust(6, "0") or 0),
    )  # fmt: skip
    return end, timezone(-offset if text[pos] == "-" else offset)


def _settled(fields):
    if "year2" in fields:
        year = fields["year2"]
        fields["year"] = year + (1900 if year >= 69 else 2000)
    if "wday" in fields:
        fields["weekday"] = (fields["wday"] + 6) % 7
    if "isoday" in fields:
        fields["weekday"] = fields["isoday"] - 1
    if "weekU" in fields:
        fields["week"] = fields["weekU"], 6
    if "weekW" in fields:
        fields["week"] = fields["weekW"], 0
    return fields
