"""Every name, item and attribute that holds an object counts as a reference."""

import sys


class Thing:
    pass


t = Thing()
print(sys.getrefcount(t))
other = t
print(sys.getrefcount(t))
box = [t, t, {"key": t}]
print(sys.getrefcount(t))
box.pop()
del other
print(sys.getrefcount(t))


def look(x):
    return sys.getrefcount(x)


print(look(t))
del box
print(sys.getrefcount(t), sys.getrefcount([]), sys.getrefcount(Thing()))
