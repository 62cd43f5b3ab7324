# Decorators: functions that replace functions.
#
# Above a `def`, `@trace` is loaded before the function exists and called afterwards, with the new function
# as its argument. The name is stored last, and only once.


def trace(function):
    def wrapper(*args, **kwargs):
        print(function.__name__, args, kwargs)
        return function(*args, **kwargs)

    return wrapper


@trace
def add(a, b=1):
    return a + b


print(add(1, b=2))
