"""Carets for an expression over several lines."""


def check(a, b, c):
    return a


value = (
    check(1, 2, 3)
    + check(
        4,
        5,
        6,
    )
    + "seven"
)
