"""A coroutine is driven like a generator, by whoever calls send."""


class Suspend:
    def __await__(self):
        got = yield "suspended"
        return got


async def inner(n):
    value = await Suspend()
    return value * n


async def outer():
    a = await inner(2)
    b = await inner(3)
    return a + b


c = outer()
print(type(c).__name__, c.__name__, c.cr_running, c.cr_await)
print(c.send(None), c.cr_await.__name__)
print(c.send(10))
try:
    c.send(100)
except StopIteration as stop:
    print(stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)

d = outer()
d.send(None)
try:
    d.throw(ValueError("thrown in"))
except ValueError as error:
    print(error)
e = outer()
e.close()
