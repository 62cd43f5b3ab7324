"""The traceback of an uncaught error, with carets under the failing part."""


def divide(a, b):
    return (a + 1) / (b - 2)


def average(values):
    total = sum(values)
    return divide(total, len(values))


print("before")
print(average([1, 2]))
print("never")
