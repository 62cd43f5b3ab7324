"""yield from hands over everything: values, send, throw and the return value."""


def inner():
    received = []
    try:
        while True:
            got = yield len(received)
            if got is None:
                break
            received.append(got)
    except ValueError as error:
        received.append(f"caught {error}")
    return received


def outer():
    result = yield from inner()
    print("inner returned", result)
    rest = yield from [10, 20]
    print("list returned", rest)
    yield from "ab"
    return "outer done"


g = outer()
print(next(g), g.send("x"), g.send("y"), g.throw(ValueError("oops")))
print(next(g), next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, [3, [4], 5]], [], 6])))
try:
    list((lambda: (yield from 5))())
except TypeError as error:
    print(error)
