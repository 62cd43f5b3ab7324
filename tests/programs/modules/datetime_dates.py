"""datetime: dates, times and their differences."""

from datetime import date, datetime, time, timedelta, timezone

d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.replace(year=2023, day=1), d + timedelta(days=1), d - date(2024, 1, 1), d < date(2025, 1, 1), date.fromisoformat("2024-12-25"), date.fromordinal(738000), date.min, date.max, d.timetuple().tm_yday)
t = timedelta(days=1, hours=2, minutes=30, milliseconds=5)
print(t, repr(t), t.days, t.seconds, t.microseconds, t.total_seconds(), -t, t * 2, t / 2, t // timedelta(hours=1), t % timedelta(hours=1), abs(-t), timedelta(weeks=1) > t, timedelta(), timedelta(seconds=-1), divmod(t, timedelta(hours=5)), bool(timedelta(0)))
m = datetime(2024, 5, 6, 7, 8, 9, 123456)
print(m, repr(m), m.date(), m.time(), m.isoformat(), m.isoformat(" ", "minutes"), m.strftime("%d.%m.%y %H:%M:%S.%f %A %j"), datetime.strptime("1999-12-31 23:59", "%Y-%m-%d %H:%M"), m + timedelta(hours=20), m - datetime(2024, 1, 1), m.replace(hour=0, microsecond=0), datetime.fromisoformat("2024-05-06T07:08:09+02:00"))
u = datetime(2024, 1, 1, tzinfo=timezone.utc)
east = timezone(timedelta(hours=5, minutes=30), "EAST")
print(u, u.astimezone(east), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), u.astimezone(east) == u, east, u.utcoffset(), u.tzname(), time(12, 30, tzinfo=timezone.utc), time(1, 2) < time(2, 1), datetime.combine(d, time(9)), f"{m:%H:%M} {d:%b %d}", u.astimezone(east).isoformat())
for call in (lambda: date(2023, 2, 29), lambda: date(2023, 13, 1), lambda: time(25), lambda: datetime(1, 1, 1) - timedelta(1), lambda: d + 1, lambda: m < u, lambda: d < 5, lambda: datetime.strptime("x", "%Y"), lambda: date.fromisoformat("2024-1-1"), lambda: date("2024"), lambda: timedelta(days=10**10), lambda: date(0, 1, 1), lambda: u - m):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
