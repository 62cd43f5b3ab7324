"""assert checks a condition and may carry a message of any type."""


def half(n):
    assert n % 2 == 0, f"{n} is odd"
    return n // 2


print(half(10))
for bad in (3, 7):
    try:
        half(bad)
    except AssertionError as error:
        print("AssertionError:", error, error.args)

try:
    assert []
except AssertionError as error:
    print(repr(error))

try:
    assert False, ("a", "tuple")
except AssertionError as error:
    print(repr(error))
