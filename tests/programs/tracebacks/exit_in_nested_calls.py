"""sys.exit from deep inside still runs every finally and __exit__."""

import atexit
import sys

atexit.register(print, "atexit, registered first")
atexit.register(print, "atexit, registered last")


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("guard sees", kind.__name__, value.code)


def deep(n):
    try:
        if n == 0:
            sys.exit(n + 4)
        with Guard():
            deep(n - 1)
    finally:
        print("leaving level", n)


deep(2)
