"""What an object is made of: dir, vars, getattr with names from a list."""


class Base:
    inherited = 1

    def method(self): ...


class Child(Base):
    own = 2

    def __init__(self):
        self.instance = 3


def public(names):
    return [name for name in names if not name.startswith("_")]


c = Child()
print(public(dir(c)), public(dir(Child)), public(vars(Child)), vars(c))


class Custom:
    def __dir__(self):
        return ["b", "a"]


print(dir(Custom()), sorted(set(dir(object())))[:4])
print({name: getattr(c, name) for name in ("inherited", "own", "instance")})
try:
    vars(5)
except TypeError as error:
    print(error)
print(public(dir([])))
print(public(dir("")))
