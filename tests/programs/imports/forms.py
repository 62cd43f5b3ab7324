"""The forms of import, with modules of the standard library."""

import math, string as s
import collections.abc
from collections import OrderedDict as Ordered, deque
from functools import (
    reduce,
    partial,
)

print(math.floor(2.5), s.digits, collections.abc.Sized.__name__, collections.deque is deque, Ordered.__name__)
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), partial(int, base=2)("101"))


def local_import():
    import math as m

    return m.pi == math.pi, "m" in globals()


print(local_import())
try:
    import not_there_at_all
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    import math.inner
except ModuleNotFoundError as error:
    print(error)
try:
    from functools import nothing_like_this
except ImportError as error:
    print(error.msg.split(" (")[0])
try:
    exec("def f():\n    from math import *")
except SyntaxError as error:
    print(error.msg)


class Holder:
    import string


print(Holder.string.ascii_lowercase[:3], "string" in globals())
