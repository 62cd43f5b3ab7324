"""What the decoders are tried on: a bit of everything that has a table entry of its own."""

import math as m
from os import path


class Shape[T]:
    kind: str = "shape"

    def __init__(self, *sides, name='Größe "x"', **more):
        self.sides, self.name = sides, name
        super().__init__(**more)

    def area(self):
        total = 0.0
        for side in self.sides:
            if side is None or side < 0:
                continue
            total += m.pi * side ** 2
        return f"{self.name!r:>10} {total:.2f}" + path.sep


async def walk(source, *, limit=10**30):
    async with source as items:
        async for item in items:
            try:
                yield await item
            except* (ValueError, KeyError) as group:
                raise RuntimeError(b"\x00\xff'") from group
            finally:
                del item


def outer(a, b, /, c=(1, -2.5, 3j, ..., None)):
    x = a
    def inner():
        nonlocal x
        x = [y for y in range(b) if y not in {1, 2, 3}]
        return lambda: (x, {"k": c, **a})
    match a:
        case {"key": [first, *rest], **others}:
            return first, rest, others
        case Shape(sides=s) | s:
            while s[1:2]:
                s = yield s
    return inner


for far in range(3):
    far.a.b.c.d.e.f.g.h.i.j; far.a.b.c.d.e.f.g.h.i.j; far.a.b.c.d.e.f.g.h.i.j

table = {
    "a": 1, "b": 2,
    "long": "an argument far away",
}; print(table["a"], end="\n", sep="\ud800")
