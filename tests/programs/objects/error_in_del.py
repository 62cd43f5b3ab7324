"""An exception in __del__ is reported, and the program goes on."""

import sys


def report(unraisable):
    print("unraisable:", unraisable.exc_type.__name__, unraisable.exc_value)


sys.unraisablehook = report


class Bad:
    def __del__(self):
        raise ValueError("in __del__")


Bad()
x = Bad()
del x
print("went on")
