"""time: only what is the same at every run."""

import time

print(time.gmtime(0)[:6], time.gmtime(86400 * 365).tm_year, time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1_000_000_000)), time.asctime(time.gmtime(0)))
print(time.strftime("%a %A %b %B %d %j %y %U %w %p %I %%", time.gmtime(1e9)), time.strptime("2024-02-29 13:05", "%Y-%m-%d %H:%M")[:5])
start = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - start >= 0.01, time.time() > 1_600_000_000, time.perf_counter() <= time.perf_counter(), type(time.time_ns()).__name__, time.process_time() >= 0)
t = time.struct_time((2024, 1, 2, 3, 4, 5, 1, 2, 0))
print(t.tm_mon, t[0], len(t), t)
for call in (lambda: time.sleep(-1), lambda: time.strptime("x", "%Y"), lambda: time.gmtime("a"), lambda: time.sleep("a"), lambda: time.strptime("2024-13", "%Y-%m")):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
