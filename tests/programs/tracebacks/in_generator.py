"""A generator that fails shows the line that asked it."""


def numbers():
    yield 1
    yield 2
    raise LookupError("no more numbers")


def total(source):
    result = 0
    for n in source:
        print("got", n)
        result += n
    return result


total(numbers())
