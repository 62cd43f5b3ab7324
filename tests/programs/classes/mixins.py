"""Cooperative classes pass on what they do not know to the next one in line."""


class Root:
    def __init__(self, **rest):
        assert not rest, f"nobody wants {rest}"


class Named(Root):
    def __init__(self, *, name, **rest):
        super().__init__(**rest)
        self.name = name


class Aged(Root):
    def __init__(self, *, age, **rest):
        super().__init__(**rest)
        self.age = age


class ReprMixin:
    def __repr__(self):
        inner = ", ".join(f"{key}={value!r}" for key, value in sorted(vars(self).items()))
        return f"{type(self).__name__}({inner})"


class Person(ReprMixin, Named, Aged):
    pass


print(Person(name="Ada", age=36))
print([kind.__name__ for kind in Person.__mro__])
try:
    Person(name="x", age=1, size=2)
except AssertionError as error:
    print(error)
try:
    Person(name="x")
except TypeError as error:
    print(error)
