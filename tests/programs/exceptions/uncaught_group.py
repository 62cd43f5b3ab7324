"""The traceback of an uncaught group is a tree."""


def task(n):
    if n % 2:
        raise ValueError(f"task {n}")
    return 1 / n


errors = []
for n in (0, 1):
    try:
        task(n)
    except Exception as error:
        errors.append(error)
raise ExceptionGroup("two tasks failed", errors)
