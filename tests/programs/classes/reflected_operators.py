"""When the left operand does not know what to do, the right one is asked."""


class Left:
    def __add__(self, other):
        print("Left.__add__", end=" ")
        return NotImplemented


class Right:
    def __radd__(self, other):
        print("Right.__radd__", end=" ")
        return "done by right"


class Child(Left):
    def __add__(self, other):
        print("Child.__add__", end=" ")
        return "done by child"

    def __radd__(self, other):
        print("Child.__radd__", end=" ")
        return "subclass goes first"


print(Left() + Right())
print(1 + Right())
print(Left() + Child())
print(Child() + Left())
try:
    Left() + 1
except TypeError as error:
    print("|", error)
try:
    Left() + Left()
except TypeError as error:
    print("|", error)


class Grow:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(other)
        return self


g = same = Grow()
g += 1
g += 2
print(g.log, g is same)


class Odd:
    def __iadd__(self, other):
        return NotImplemented

    def __add__(self, other):
        return "fell back to add"


o = Odd()
o += 1
print(o)
