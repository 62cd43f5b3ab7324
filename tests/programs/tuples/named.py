"""namedtuple: a tuple whose places have names."""

from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1, y=2)
print(p, p.x, p[1], Point(5), p == (1, 2), p._replace(x=9), p._asdict(), Point._fields, Point._make([7, 8]), p + (3,))
x, y = p
print(x, y, isinstance(p, tuple), len(p), Point._field_defaults, hash(p) == hash((1, 2)))


class Employee(NamedTuple):
    """Somebody who works here."""

    name: str
    id: int = 3

    def badge(self):
        return f"{self.name}#{self.id}"


e = Employee("Ada")
print(e, e.badge(), Employee.__annotations__, Employee.__doc__)
for call in (lambda: Point(), lambda: Point(1, 2, 3), lambda: setattr(p, "x", 1), lambda: p._replace(z=1), lambda: namedtuple("A", "x x"), lambda: namedtuple("A", "class"), lambda: namedtuple("A", "_x"), lambda: Point._make([1, 2, 3])):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
print(namedtuple("A", "x class x", rename=True)._fields)
match p:
    case Point(x=1, y=other):
        print("matched", other)
