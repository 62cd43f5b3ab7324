"""__slots__ replaces the dict of an instance by fixed places."""


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = Point(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), type(Point.x).__name__)
for statement in ("p.z = 3", "del p.x", "p.x", "Point.x.__get__(p)", "vars(p)"):
    try:
        exec(statement)
        print(statement, "fine")
    except (AttributeError, TypeError) as error:
        print(statement, "->", type(error).__name__, error)


class Open(Point):
    pass


o = Open(1, 2)
o.z = 3
print(vars(o), o.x)


class More(Point):
    __slots__ = ["z", "__dict__"]


m = More(1, 2)
m.z, m.w = 3, 4
print(m.__dict__, m.z)
try:
    class Clash:
        __slots__ = ("a",)
        a = 1
except ValueError as error:
    print(error)
try:
    class Both(Point, type("Other", (), {"__slots__": ("q",)})):
        pass
except TypeError as error:
    print(error)
