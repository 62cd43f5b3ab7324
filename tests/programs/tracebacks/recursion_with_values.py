"""Recursion that ends in an error: equal lines are folded, different ones are not."""


def even(n):
    if n == 0:
        return 1 / n
    return odd(n - 1)


def odd(n):
    return even(n - 1)


def deep(n):
    if n:
        deep(n - 1)
    else:
        raise ValueError("at the bottom")


try:
    deep(10)
except ValueError:
    import traceback

    traceback.print_exc()
even(4)
