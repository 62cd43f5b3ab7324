"""del unbinds a name, an item, a slice or an attribute; never the object itself."""

x = [1, 2, 3, 4, 5]
y = x
del x
print(y)
try:
    print(x)
except NameError as error:
    print("NameError:", error)

del y[0], y[1:3]
print(y)

table = {"a": 1, "b": 2}
del table["a"]
print(table)


class Point:
    def __init__(self):
        self.x = 1


p = Point()
del p.x
print(vars(p))
try:
    del p.x
except AttributeError as error:
    print("AttributeError:", error)


def local():
    value = 1
    del value
    return value


try:
    local()
except UnboundLocalError as error:
    print("UnboundLocalError:", error)
