"""Class patterns check the type and take attributes apart."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Circle:
    def __init__(self, center, radius):
        self.center, self.radius = center, radius


def where(shape):
    match shape:
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return f"on an axis at {x}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "somewhere"
        case Circle(center=Point(x, y), radius=r):
            return f"circle at {x},{y} of {r}"
        case int() | float():
            return "number"
        case str(text) | bytes(text):
            return f"characters {text!r}"
        case list([first, *_]) | tuple((first,)):
            return f"starts with {first}"


for shape in (Point(0, 0), Point(3, 0), Point(0, 4), Point(2, 2), Point(1, 2), Circle(Point(1, 2), 3), 5, 2.5, "hi", b"b", [9, 8], (7,), {}):
    print(where(shape))

for pattern in ("Point(1, 2, 3)", "int(1, 2)", "Circle(1)", "Point(1, x=2)"):
    try:
        exec(f"match Point(1, 2) if {pattern!r}.startswith('P') else (5 if {pattern!r}.startswith('i') else Circle(1, 2)):\n case {pattern}: pass")
        print("no error")
    except TypeError as error:
        print(pattern, "->", error)
