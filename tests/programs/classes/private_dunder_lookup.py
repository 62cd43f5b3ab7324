"""Operators look special methods up on the class, never on the instance."""


class Box:
    def __len__(self):
        return 1


b = Box()
b.__len__ = lambda: 99
print(len(b), b.__len__())
b.__str__ = lambda: "instance"
print(str(b) == "instance")
Box.__str__ = lambda self: "class"
print(str(b))
del Box.__len__
try:
    len(b)
except TypeError as error:
    print(error)
