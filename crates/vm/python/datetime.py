"""Dates and times in the proleptic Gregorian calendar.

A date is computed with by its ordinal, the number of days since 31 December of the year 0; a time by microseconds.
Comparison and subtraction of aware datetimes go by UTC.
"""

__native_in_cpython__ = True

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

import time as _time
from operator import index as _index

MINYEAR = 1
MAXYEAR = 9999
_MAX_ORDINAL = 3652059
_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY_US = 86_400_000_000


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _DAYS_IN_MONTH[month]


def _days_before_month(year, month):
    return _DAYS_BEFORE_MONTH[month] + (month > 2 and _is_leap(year))


def _ymd2ord(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _ord2ymd(n):
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:  # the last day of a leap year
        return year - 1, 12, 31
    month = (n + 50) >> 5
    if _days_before_month(year, month) > n:
        month -= 1
    return year, month, n - _days_before_month(year, month) + 1


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % type(tz).__name__)


def _round_half_even(n, d):
    q, r = divmod(n, d)
    return q + (2 * r > d or 2 * r == d and q % 2)


class timedelta:
    """A duration: days, seconds and microseconds, of which only days may be negative."""

    __slots__ = ("_days", "_seconds", "_microseconds", "_hashcode")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        whole, rest = 0, 0.0
        for value, name, unit in (
            (days, "days", _DAY_US), (seconds, "seconds", 1_000_000), (microseconds, "microseconds", 1),
            (milliseconds, "milliseconds", 1000), (minutes, "minutes", 60_000_000), (hours, "hours", 3_600_000_000),
            (weeks, "weeks", 7 * _DAY_US),
        ):  # fmt: skip
            if isinstance(value, int):
                whole += value * unit
            elif isinstance(value, float):
                integral = int(value)
                whole += integral * unit
                part = (value - integral) * unit
                if unit > 1:
                    in_part = int(part)
                    whole += in_part
                    part -= in_part
                rest += part
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        if rest:
            # Half a microsecond goes to the even one of the total.
            low = int(rest // 1)
            frac = rest - low
            total = whole + low
            whole = total + (frac > 0.5 or frac == 0.5 and total % 2)
        return cls._of(whole)

    @classmethod
    def _of(cls, microseconds):
        days, rest = divmod(microseconds, _DAY_US)
        if abs(days) > 2147483647:
            raise OverflowError("Python int too large to convert to C int")
        if abs(days) > 999999999:
            raise OverflowError("days=%d; must have magnitude <= 999999999" % days)
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._microseconds = divmod(rest, 1_000_000)
        self._hashcode = -1
        return self

    days = property(lambda self: self._days, doc="days")
    seconds = property(lambda self: self._seconds, doc="seconds")
    microseconds = property(lambda self: self._microseconds, doc="microseconds")

    def _us(self):
        return (self._days * 86400 + self._seconds) * 1_000_000 + self._microseconds

    def total_seconds(self):
        return self._us() / 10**6

    def __repr__(self):
        parts = [f"{name}={getattr(self, '_' + name)}" for name in ("days", "seconds", "microseconds") if getattr(self, "_" + name)]
        return f"{_shown_name(self)}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = "%d:%02d:%02d" % (hours, minutes, seconds)
        if self._days:
            text = "%d day%s, " % (self._days, "" if abs(self._days) == 1 else "s") + text
        return text + ".%06d" % self._microseconds if self._microseconds else text

    def __add__(self, other):
        return timedelta._of(self._us() + other._us()) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return timedelta._of(self._us() - other._us()) if isinstance(other, timedelta) else NotImplemented

    def __rsub__(self, other):
        return timedelta._of(other._us() - self._us()) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._of(-self._us())

    def __pos__(self):
        return timedelta._of(self._us())

    def __abs__(self):
        return timedelta._of(abs(self._us()))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._us() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_round_half_even(self._us() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us() // other._us()
        return timedelta._of(self._us() // other) if isinstance(other, int) else NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us() / other._us()
        if isinstance(other, int):
            if other < 0:
                return timedelta._of(_round_half_even(-self._us(), -other))
            return timedelta._of(_round_half_even(self._us(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            if a < 0:
                a, b = -a, -b
            return timedelta._of(_round_half_even(b * self._us(), a))
        return NotImplemented

    def __mod__(self, other):
        return timedelta._of(self._us() % other._us()) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        q, r = divmod(self._us(), other._us())
        return q, timedelta._of(r)

    def __eq__(self, other):
        return self._us() == other._us() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us() < other._us() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._us() <= other._us() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._us() > other._us() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._us() >= other._us() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._us() != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _shown_name(self):
    """The class in a repr: subclasses elsewhere without a module."""
    cls = self.__class__
    return f"datetime.{cls.__qualname__}" if cls.__module__ == "datetime" else cls.__qualname__


def _offset_text(off, separator=":"):
    """`+01:00`, with seconds if there are any."""
    if off is None:
        return ""
    us = off._us()
    sign, us = ("-", -us) if us < 0 else ("+", us)
    seconds, us = divmod(us, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    text = f"{sign}{minutes // 60:02d}{separator}{minutes % 60:02d}"
    if seconds or us:
        text += f"{separator}{seconds:02d}"
        if us:
            text += f".{us:06d}"
    return text


def _time_text(hour, minute, second, us, timespec):
    if timespec == "auto":
        timespec = "microseconds" if us else "seconds"
    try:
        return {
            "hours": "{:02d}", "minutes": "{:02d}:{:02d}", "seconds": "{:02d}:{:02d}:{:02d}",
            "milliseconds": "{:02d}:{:02d}:{:02d}.{:03d}", "microseconds": "{:02d}:{:02d}:{:02d}.{:06d}",
        }[timespec].format(hour, minute, second, us // 1000 if timespec == "milliseconds" else us)  # fmt: skip
    except KeyError:
        raise ValueError("Unknown timespec value") from None


def _isoweek1monday(year):
    first = _ymd2ord(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _isoweek_to_ordinal(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {year}")
    if not 0 < week < 53:
        first = _ymd2ord(year, 1, 1) % 7
        if not (week == 53 and (first == 4 or first == 3 and _is_leap(year))):
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return _isoweek1monday(year) + (week - 1) * 7 + day - 1


class IsoCalendarDate(tuple):
    """Year, week and weekday."""

    def __new__(cls, year, week, weekday):
        return super().__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.{self.__class__.__name__}(year={self[0]}, week={self[1]}, weekday={self[2]})"


def _restored(value, size, at, below):
    """What `__reduce__` made of an object, if this is such a state: the byte `at` is its month or hour."""
    return value if isinstance(value, bytes) and len(value) == size and value[at] & 127 < below else None


class date:
    """A day."""

    __slots__ = ("_year", "_month", "_day", "__weakref__")

    def __new__(cls, year, month=None, day=None):
        if month is None and (state := _restored(year, 4, 2, 13)):
            year, month, day = int.from_bytes(state[:2]), *state[2:]
        year = _index(year)
        if month is None or day is None:
            missing, pos = ("month", 2) if month is None else ("day", 3)
            raise TypeError(f"function missing required argument '{missing}' (pos {pos})")
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        return self

    @classmethod
    def fromtimestamp(cls, t):
        return cls(*_time.localtime(t)[:3])

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > _MAX_ORDINAL:
            raise ValueError("year 10000 is out of range")
        return cls(*_ord2ymd(n))

    @classmethod
    def fromisoformat(cls, date_string):
        from _datetime_text import parse_date

        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        return cls(*parse_date(date_string))

    @classmethod
    def fromisocalendar(cls, year, week, day):
        return cls.fromordinal(_isoweek_to_ordinal(year, week, day))

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def __repr__(self):
        return f"{_shown_name(self)}({self._year}, {self._month}, {self._day})"

    def ctime(self):
        return f"{_DAYS[self.isoweekday()]} {_MONTHS[self._month]} {self._day:2d} 00:00:00 {self._year:04d}"

    def strftime(self, format):
        """Text by a format with `%` directives."""
        from _datetime_text import strftime

        return strftime(self, format, (self._year, self._month, self._day, 0, 0, 0, 0))

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError("must be str, not %s" % type(fmt).__name__)
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    def __str__(self):
        return self.isoformat()

    def timetuple(self):
        return _struct_time(self, 0, 0, 0, -1)

    def toordinal(self):
        return _ymd2ord(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
        )

    __replace__ = replace

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def _ordered(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __lt__(self, other):
        return self._key() < other._key() if self._ordered(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._ordered(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._ordered(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._ordered(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other._days
        if not 0 < n <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(n)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other._days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        year = self._year
        week1 = _isoweek1monday(year)
        today = self.toordinal()
        week, day = divmod(today - week1, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _isoweek1monday(year), 7)
        elif week >= 52 and today >= _isoweek1monday(year + 1):
            year, week = year + 1, 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def _day_state(self):
        return bytes((*divmod(self._year, 256), self._month, self._day))

    def __reduce__(self):
        return self.__class__, (self._day_state(),)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


def _struct_time(d, hour, minute, second, dst):
    yday = _days_before_month(d._year, d._month) + d._day
    return _time.struct_time((d._year, d._month, d._day, hour, minute, second, d.weekday(), yday, dst))


class tzinfo:
    """A time zone; subclasses say what it is."""

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """A datetime in UTC as one of this zone."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc() requires a non-None utcoffset() result")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc() requires a non-None dst() result")
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc(): dt.dst gave inconsistent results; cannot convert")
        return dt + dst


class timezone(tzinfo):
    """A fixed distance from UTC."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not %s" % type(offset).__name__)
        if name is None:
            if not offset and getattr(cls, "utc", None) is not None:
                return cls.utc
        elif not isinstance(name, str):
            raise TypeError("timezone() argument 2 must be str, not %s" % type(name).__name__)
        if not -timedelta(days=1) < offset < timedelta(days=1):
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not "
                f"{offset!r}."
            )
        self = object.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        name = "" if self._name is None else f", {self._name!r}"
        return f"{_shown_name(self)}({self._offset!r}{name})"

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return f"UTC{_offset_text(self._offset)}" if self._offset else "UTC"

    def dst(self, dt):
        return None

    def fromutc(self, dt):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    def __reduce__(self):
        return self.__class__, (self._offset,) if self._name is None else (self._offset, self._name), None

    def __deepcopy__(self, memo):
        return self


timezone.utc = None
timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


class _Clock:
    """What `time` and `datetime` share: the hands and the zone."""

    __slots__ = ()

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    def _clock_state(self):
        return bytes((self._hour, self._minute, self._second)) + self._microsecond.to_bytes(3)

    def _reduced(self, state, at, protocol):
        """Since protocol 4 the byte `at` says as well which of two equal times it is."""
        state = bytearray(state)
        if protocol > 3:
            state[at] |= self._fold << 7
        return self.__class__, (bytes(state),) if self._tzinfo is None else (bytes(state), self._tzinfo)

    def __reduce__(self):
        return self.__reduce_ex__(2)

    def _set_clock(self, hour, minute, second, microsecond, tz, fold):
        self._hour, self._minute, self._second, self._microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tz)
        self._tzinfo, self._fold = tz, fold

    def _ask(self, method):
        if self._tzinfo is None:
            return None
        return getattr(self._tzinfo, method)(self if isinstance(self, datetime) else None)

    def utcoffset(self):
        return self._ask("utcoffset")

    def dst(self):
        return self._ask("dst")

    def tzname(self):
        return self._ask("tzname")

    def _clock_us(self):
        return ((self._hour * 60 + self._minute) * 60 + self._second) * 1_000_000 + self._microsecond

    def _clock_args(self):
        args = [self._hour, self._minute]
        if self._second or self._microsecond:
            args.append(self._second)
        if self._microsecond:
            args.append(self._microsecond)
        text = ", ".join(map(str, args))
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        return text + ", fold=1" if self._fold else text


class time(_Clock):
    """A time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        if state := _restored(hour, 6, 0, 24):
            tzinfo, fold = minute or None, state[0] >> 7
            hour, minute, second, microsecond = state[0] & 127, *state[1:3], int.from_bytes(state[3:])
        self._set_clock(hour, minute, second, microsecond, tzinfo, fold)
        return self

    def __repr__(self):
        return f"{_shown_name(self)}({self._clock_args()})"

    def isoformat(self, timespec="auto"):
        text = _time_text(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, time_string):
        from _datetime_text import parse_time

        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        return cls(*parse_time(time_string))

    def strftime(self, format):
        from _datetime_text import strftime

        return strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, self._microsecond))

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError("must be str, not %s" % type(fmt).__name__)
        return self.strftime(fmt) if fmt else str(self)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        return type(self)(
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold,
        )

    __replace__ = replace

    def _cmp_key(self, other, for_eq=False):
        """Numbers to compare two times by; None if they cannot be equal."""
        mine, others = self.utcoffset(), other.utcoffset()
        if mine == others:
            return self._clock_us(), other._clock_us()
        if mine is None or others is None:
            if for_eq:
                return None
            raise TypeError("can't compare offset-naive and offset-aware times")
        return self._clock_us() - mine._us(), other._clock_us() - others._us()

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        keys = self._cmp_key(other, True)
        return keys is not None and keys[0] == keys[1]

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._cmp_key(other)
        return a < b

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._cmp_key(other)
        return a <= b

    def __gt__(self, other):
        return other.__lt__(self) if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return other.__le__(self) if isinstance(other, time) else NotImplemented

    def __hash__(self):
        off = self.utcoffset()
        return hash(self._clock_us() - (off._us() if off else 0))

    def __reduce_ex__(self, protocol):
        return self._reduced(self._clock_state(), 0, protocol)


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)

_EPOCH_ORDINAL = _ymd2ord(1970, 1, 1)


class datetime(_Clock, date):
    """A day and a time."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if state := _restored(year, 10, 2, 13):
            tzinfo, fold = month, state[2] >> 7
            year, month, day = int.from_bytes(state[:2]), state[2] & 127, state[3]
            hour, minute, second, microsecond = *state[4:7], int.from_bytes(state[7:])
        self = date.__new__(cls, year, month, day)
        self._set_clock(hour, minute, second, microsecond, tzinfo, fold)
        return self

    @classmethod
    def _at(cls, us, tz):
        """The datetime so many microseconds after the ordinal 0."""
        days, rest = divmod(us, _DAY_US)
        if not 0 < days <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        seconds, microsecond = divmod(rest, 1_000_000)
        minutes, second = divmod(seconds, 60)
        return cls(*_ord2ymd(days), minutes // 60, minutes % 60, second, microsecond, tz)

    def _us(self):
        return self.toordinal() * _DAY_US + self._clock_us()

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_tzinfo(tz)
        if isinstance(timestamp, float):
            a, b = timestamp.as_integer_ratio()
            us = _round_half_even(a * 1_000_000, b)
        else:
            us = _index(timestamp) * 1_000_000
        if tz is None:
            seconds, rest = divmod(us, 1_000_000)
            local = _time.localtime(seconds)
            return cls(*local[:5], min(local[5], 59), rest)
        made = cls._at(us + _EPOCH_ORDINAL * _DAY_US, tz)
        return tz.fromutc(made)

    @classmethod
    def utcfromtimestamp(cls, t):
        import warnings

        warnings.warn(
            "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use"
            " timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp,"
            " datetime.UTC).", DeprecationWarning, stacklevel=2,
        )  # fmt: skip
        return cls.fromtimestamp(t, UTC).replace(tzinfo=None)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        import warnings

        warnings.warn(
            "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware"
            " objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).", DeprecationWarning, stacklevel=2,
        )  # fmt: skip
        return cls.fromtimestamp(_time.time(), UTC).replace(tzinfo=None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        if tzinfo is True:
            tzinfo = time.tzinfo
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo, fold=time.fold
        )

    @classmethod
    def fromisoformat(cls, date_string):
        from _datetime_text import parse_datetime

        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        return cls(*parse_datetime(date_string))

    @classmethod
    def strptime(cls, date_string, format):
        """Read a text by a format."""
        from _datetime_text import strptime

        return strptime(cls, date_string, format)

    def timetuple(self):
        dst = self.dst()
        return _struct_time(self, self._hour, self._minute, self._second, -1 if dst is None else 1 if dst else 0)

    def utctimetuple(self):
        off = self.utcoffset()
        at = self - off if off else self
        return _struct_time(at, at._hour, at._minute, at._second, 0)

    def timestamp(self):
        if self._tzinfo is None:
            return self._local_timestamp() + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def _local_timestamp(self):
        """Seconds since the epoch, taking this for local time."""
        wanted = (self.toordinal() - _EPOCH_ORDINAL) * 86400 + self._clock_us() // 1_000_000
        guess = wanted
        for _ in range(2):
            local = _time.localtime(guess)
            there = (_ymd2ord(*local[:3]) - _EPOCH_ORDINAL) * 86400 + local[3] * 3600 + local[4] * 60 + local[5]
            guess -= there - wanted
        return guess

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(
        self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
        fold=None,
    ):  # fmt: skip
        given = (year, month, day, hour, minute, second, microsecond)
        own = (self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond)
        return type(self)(
            *[mine if new is None else new for new, mine in zip(given, own)],
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold,
        )

    __replace__ = replace

    def astimezone(self, tz=None):
        """The same moment in another zone."""
        if tz is None:
            tz = _local_zone(self)
        elif not isinstance(tz, tzinfo):
            raise TypeError("tz argument must be an instance of tzinfo")
        own = self._tzinfo
        if own is None:
            own = _local_zone(self)
        elif own is tz:
            return self
        offset = own.utcoffset(self)
        if offset is None:
            offset = _local_zone(self).utcoffset(self)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        return "%s %s %2d %02d:%02d:%02d %04d" % (
            _DAYS[self.isoweekday()], _MONTHS[self._month], self._day, self._hour, self._minute, self._second, self._year,
        )  # fmt: skip

    def strftime(self, format):
        from _datetime_text import strftime

        return strftime(self, format, (
            self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond,
        ))  # fmt: skip

    def isoformat(self, sep="T", timespec="auto"):
        day = f"{self._year:04d}-{self._month:02d}-{self._day:02d}"
        clock = _time_text(self._hour, self._minute, self._second, self._microsecond, timespec)
        return f"{day}{sep}{clock}{_offset_text(self.utcoffset())}"

    def __repr__(self):
        return f"{_shown_name(self)}({self._year}, {self._month}, {self._day}, {self._clock_args()})"

    def __str__(self):
        return self.isoformat(sep=" ")

    def _cmp_key(self, other, for_eq=False):
        if self._tzinfo is other._tzinfo:
            return self._us(), other._us()
        mine, others = self.utcoffset(), other.utcoffset()
        if mine == others:
            return self._us(), other._us()
        if mine is None or others is None:
            if for_eq:
                return None
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._us() - mine._us(), other._us() - others._us()

    def _ordered(self, other):
        return isinstance(other, datetime)

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        keys = self._cmp_key(other, True)
        return keys is not None and keys[0] == keys[1]

    def _compare(self, other, answer):
        return answer(*self._cmp_key(other)) if isinstance(other, datetime) else NotImplemented

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._at(self._us() + other._us(), self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self)._at(self._us() - other._us(), self._tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        difference = self._us() - other._us()
        if self._tzinfo is not other._tzinfo:
            mine, others = self.utcoffset(), other.utcoffset()
            if (mine is None) != (others is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            if mine is not None:
                difference += others._us() - mine._us()
        return timedelta._of(difference)

    def __hash__(self):
        off = self.utcoffset()
        return hash(self._us() - (off._us() if off else 0))

    def __reduce_ex__(self, protocol):
        return self._reduced(self._day_state() + self._clock_state(), 2, protocol)


def _local_zone(dt):
    """The zone of the machine at that moment."""
    seconds = dt._local_timestamp() if dt._tzinfo is None else int(dt.timestamp() // 1)
    local = _time.localtime(seconds)
    there = (_ymd2ord(*local[:3]) - _EPOCH_ORDINAL) * 86400 + local[3] * 3600 + local[4] * 60 + local[5]
    return timezone(timedelta(seconds=there - seconds), getattr(local, "tm_zone", None))


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
