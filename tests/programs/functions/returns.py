"""return without a value, no return at all, and several values at once."""


def nothing():
    pass


def early(n):
    if n < 0:
        return
    return n, n * n


def last_word():
    try:
        return "try"
    finally:
        print("finally runs first")


def overridden():
    for n in range(3):
        try:
            return n
        finally:
            continue
    return "after the loop"


print(nothing(), early(-1), early(3))
print(last_word())
print(overridden())
