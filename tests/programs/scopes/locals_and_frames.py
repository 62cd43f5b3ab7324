"""A frame shows a function's variables while it runs."""

import sys


def inner(a):
    b = a * 2
    frame = sys._getframe()
    print(frame.f_code.co_name, frame.f_lineno, dict(frame.f_locals).keys() - {"frame"} == {"a", "b"})
    caller = frame.f_back
    print(caller.f_code.co_name, caller.f_locals["secret"], caller.f_back.f_code.co_name)
    caller.f_locals["secret"] = "changed from inside"
    return b


def outer():
    secret = 42
    inner(1)
    return secret


print(outer())


def depth():
    frame, count = sys._getframe(), 1
    while frame.f_code.co_name != "<module>":
        frame, count = frame.f_back, count + 1
    return count


print(depth(), (lambda: depth())())
