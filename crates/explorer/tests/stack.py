"""Statements whose stacks are worth telling. A comment after a store says what the stored value is called."""
import os.path
from math import pi, tau
from math import *

a = b = c = 1
x = a + b  # a + b
x = (a + b) * c  # (a + b) * c
x = -a  # -a
x = not a  # not a
x = a.real.imag  # a.real.imag
x = print(a, b)  # print(a, b)
x = print(a, end="")  # print(a, end="")
x = print(*[a, b], **{})  # print(*[a, b], **{})
x = "text".join([]).upper()  # "text".join([]).upper()
x = [a, b]  # [a, b]
x = {a: b}  # {a: b}
x = {a, b}  # {a, b}
x = a, b  # (a, b)
x = [1, 2, 3]  # [1, 2, 3]
x = [*x, a]  # [*x, a]
x = {**{}, "k": a}  # {**{}, "k": a}
x = x[a:b]  # x[a:b]
x = x["k"]  # x["k"]
x = a < b < c
x = a and b or c
x = a if b else c
x = [y * 2 for y in range(a)]
x = {y for y in range(a) if y}
x = {y: y for y in range(a)}
x = (y for y in range(a))
x = f"{a!r:>{b}} and {c}"  # f"{a!r:>{b}} and {c}"
x = lambda v: v + a  # <function <lambda>>
x = 2 * 3  # 6
x = a is None  # a is None
x = a in [1, 2]  # a in [1, 2]
x += 1  # x += 1
x = print(
    a,
    b,
)
del x
p, q = a, b
p, *q = "abc"
if (n := a) > 1:
    pass
assert a, "message"
for i in range(3):
    if i:
        continue
    break
else:
    pass
while a:
    a -= 1
try:
    int("x")
except (ValueError, TypeError) as error:
    raise RuntimeError(error) from error
except KeyError:
    pass
else:
    pass
finally:
    print("finally")
try:
    pass
except* OSError as group:
    print(group)
with open(os.devnull) as first, open(os.devnull) as second:
    print(first, second)


def decorate(f):
    return f  # never stored


@decorate
class Base[T]:
    field: int = 1

    def method(self, *args, key=None, **kwargs) -> int:
        def inner():
            nonlocal key
            key = self  # self
            return super().method

        try:
            with self as me, me:
                return inner()
        finally:
            del key


class Derived(Base, metaclass=type):
    def method(self):
        value = super().method  # super().method
        return value


def generate():
    got = yield 1
    try:
        rest = yield from generate()
    finally:
        got = None  # None
    return got, rest


async def coroutine(things):
    async with things as thing:
        result = await thing
    async for one in things:
        print(one)
    values = [v async for v in things if await v]
    try:
        await values
    except Exception:
        return
    yield result


def matching(subject):
    match subject:
        case 1 | 2:
            pass
        case [first, *rest, last] if first:
            pass
        case {"key": value, **more}:
            pass
        case Base(field=0) as base:
            pass
        case str(text):
            pass
        case _:
            pass


type Alias[K] = dict[K, int]
