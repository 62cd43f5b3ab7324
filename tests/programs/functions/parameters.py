"""Positional-only, keyword-only, defaults, *args and **kwargs in one signature."""


def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(f(1, d=4))
print(f(1, 20, 30, 40, 50, d=4, e=6, g=7))
print(f(1, d=4, a="keyword named a", b="another"))
print(f(*[1, 2], **{"d": 0, "z": 9}))


def only_keywords(*, first, second="two"):
    return first, second


print(only_keywords(second=2, first=1))
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
