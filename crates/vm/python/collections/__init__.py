"""Containers beyond the built-in ones.

`deque` and `defaultdict` are native. The classes that build on `collections.abc` (`ChainMap`, `UserDict`, `UserList`,
`UserString`) are loaded when first asked for, because two dozen abstract classes are a lot to make for a `Counter`.
"""

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple",
]  # fmt: skip

import sys as _sys
from _collections import defaultdict, deque
from collections._named import namedtuple
from collections._counter import Counter

try:
    from _collections import OrderedDict
except ImportError:
    from collections._ordered import OrderedDict


def __getattr__(name):
    if name in ("ChainMap", "UserDict", "UserList", "UserString"):
        from collections import _user

        for each in _user.__all__:
            globals()[each] = getattr(_user, each)
        return globals()[name]
    if name == "abc":
        import collections.abc

        return collections.abc
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
