# datetime: dates, times, differences, formatting and reading.
from datetime import *
a, b = datetime(2024, 2, 29, 13, 5, 9, 123456), datetime(2023, 12, 31)
print(a, repr(a), a.isoformat(), a.strftime("%Y-%m-%d %H:%M:%S.%f %A %a %B %b %j %p %I %y %%"), a.date(), a.time(), a.weekday(), a.isocalendar(), a.toordinal(), a - b, a > b, a + timedelta(days=1, hours=2), a.replace(year=2020, hour=0), max(a, b), f"{a:%H:%M}")
print(date(2024, 3, 1) - date(2024, 2, 1), date.fromordinal(738000), date.fromisoformat("2024-05-06"), repr(date(1, 1, 1)), date.max, date(2024, 12, 30).isocalendar()[1], time(1, 2, 3), repr(time(1, 2)), time(13, 5).strftime("%I:%M %p"))
t = timedelta(days=1.5, seconds=30, microseconds=5); print(t, repr(t), t.total_seconds(), -t, t * 2, t / 2, t // timedelta(hours=1), timedelta(0), timedelta(hours=-1), abs(timedelta(-1)), sum([timedelta(1)] * 3, timedelta()), divmod(timedelta(5), timedelta(2)), timedelta(1) < timedelta(2))
print(datetime.strptime("2024-03-05 14:30:59", "%Y-%m-%d %H:%M:%S"), datetime.strptime("5 Mar 24 02:30 PM", "%d %b %y %I:%M %p"), datetime.fromisoformat("2024-01-02T03:04:05.678"), datetime.combine(date(2024, 1, 1), time(5, 6)), datetime.fromtimestamp(1e9, timezone.utc))
u = datetime(2024, 1, 1, tzinfo=timezone.utc); print(u, u.timestamp(), u.astimezone(timezone(timedelta(hours=-5))), timezone(timedelta(hours=2)), u == datetime(2024, 1, 1))
for bad in (lambda: date(2023, 2, 29), lambda: datetime(2024, 13, 1), lambda: time(25), lambda: datetime.strptime("x", "%Y"), lambda: a - u, lambda: date.fromisoformat("2024/1/1"), lambda: datetime.max + timedelta(1)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print((datetime.now() - datetime.now()).total_seconds() <= 0, isinstance(a, date), sorted([date(2024, 1, 2), date(2024, 1, 1)]))
