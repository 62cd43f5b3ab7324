"""A RecursionError can be caught, and the program goes on."""

import sys


def forever():
    return forever()


try:
    forever()
except RecursionError as error:
    print(type(error).__mro__[1].__name__, error)

print(sys.getrecursionlimit())
sys.setrecursionlimit(100)


def depth(n=1):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(50 < depth() < 100)
print("still fine")
