"""A StopIteration that escapes a generator becomes a RuntimeError."""


def leaky():
    yield 1
    raise StopIteration("escaped")


g = leaky()
print(next(g))
try:
    next(g)
except RuntimeError as error:
    print(error, "|", repr(error.__cause__))


def pairs(iterator):
    while True:
        try:
            yield next(iterator), next(iterator)
        except StopIteration:
            return


print(list(pairs(iter(range(5)))))


def careless(iterator):
    while True:
        yield next(iterator)


try:
    print(list(careless(iter("ab"))))
except RuntimeError as error:
    print(error)
