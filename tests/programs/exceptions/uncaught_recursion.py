"""Endless recursion is cut off, and its traceback says how often the line came."""


def down(n):
    return down(n + 1)


down(0)
