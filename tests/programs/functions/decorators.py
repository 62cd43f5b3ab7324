"""Decorators are called from the bottom up, and are evaluated from the top down."""

from functools import wraps


def tag(name):
    print("make", name)

    def decorate(function):
        print("apply", name, "to", function.__name__)

        @wraps(function)
        def wrapper(*args, **kwargs):
            return f"<{name}>{function(*args, **kwargs)}</{name}>"

        return wrapper

    return decorate


@tag("b")
@tag("i")
def greet(who):
    """Say hello."""
    return f"hello {who}"


print(greet("you"), greet.__name__, greet.__doc__, greet.__wrapped__("me"))


@lambda function: 42
def answer():
    pass


print(answer)


@print
class Printed:
    pass


print(Printed)
