"""gi_yieldfrom, gi_running, gi_frame: looking at a generator from outside."""

import inspect


def inner():
    yield 1


def outer():
    yield 0
    yield from inner()
    print("state inside:", inspect.getgeneratorstate(g), g.gi_running)
    yield 2


g = outer()
print(inspect.getgeneratorstate(g), g.gi_yieldfrom)
next(g)
print(inspect.getgeneratorstate(g), g.gi_frame.f_lineno)
next(g)
print(g.gi_yieldfrom.__name__)
print(list(g), inspect.getgeneratorstate(g), g.gi_frame)


def recursive():
    yield next(me)


me = recursive()
try:
    next(me)
except ValueError as error:
    print(error)
