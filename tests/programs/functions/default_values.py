"""A default is evaluated once, when the def runs, and is then shared by all calls."""


def collect(item, into=[]):
    into.append(item)
    return into


print(collect(1), collect(2), collect(3, []))
print(collect.__defaults__)


def fresh(item, into=None):
    into = [] if into is None else into
    into.append(item)
    return into


print(fresh(1), fresh(2))

n = 1


def remember(value=n):
    return value


n = 2
print(remember(), n)
remember.__defaults__ = ("patched",)
print(remember())
