"""Attributes keep the order in which they were first set."""


class Bag:
    pass


a, b = Bag(), Bag()
a.x, a.y = 1, 2
b.y, b.x = 3, 4
print(vars(a), vars(b))
del a.x
a.x = 5
print(list(vars(a)))
a.__dict__ = {"new": "dict"}
print(a.new, hasattr(a, "y"))
try:
    a.__dict__ = 5
except TypeError as error:
    print(error)
print(Bag.__dict__["__module__"], type(Bag.__dict__).__name__)
try:
    Bag.__dict__["x"] = 1
except TypeError as error:
    print(error)
