"""An abstract class lists what its children must define."""

from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        """How much paper it takes."""

    @property
    @abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name} with area {self.area()}"


class Square(Shape):
    name = "square"

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


class Half(Shape):
    name = "half done"


print(Square(3).describe(), sorted(Shape.__abstractmethods__))
for kind in (Shape, Half):
    try:
        kind()
    except TypeError as error:
        print(error)


class Quacks(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "quack") or NotImplemented


class Duck:
    def quack(self): ...


@Shape.register
class Blob:
    pass


print(issubclass(Duck, Quacks), isinstance(Duck(), Quacks), isinstance(5, Quacks))
print(isinstance(Blob(), Shape), Shape in Blob.__mro__)
