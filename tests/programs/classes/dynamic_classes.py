"""type with three arguments makes a class; classes can change while in use."""

Point = type("Point", (), {"x": 0, "norm": lambda self: abs(self.x)})
p = Point()
p.x = -3
print(p.norm(), Point.__name__, Point.__module__)


class A:
    def hi(self):
        return "A"


class B:
    def hi(self):
        return "B"


obj = A()
obj.__class__ = B
print(obj.hi(), type(obj).__name__)


class C(A):
    pass


C.__bases__ = (B,)
print(C().hi(), [k.__name__ for k in C.__mro__])
A.hi = lambda self: "patched"
print(A().hi())
for statement in ("obj.__class__ = int", "int.hi = 5", "type('X', (5,), {})", "type(5, (), {})", "C.__bases__ = ()", "del A.nope", "A.__name__ = 5"):
    try:
        exec(statement)
    except (TypeError, AttributeError) as error:
        print(statement, "->", type(error).__name__, error)
A.__name__ = "Renamed"
print(A.__name__, A.__qualname__, type(A()).__name__)
