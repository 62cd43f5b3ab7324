"""An uncaught misspelling ends with a hint."""


class Rectangle:
    def __init__(self, width, height):
        self.width = width
        self.height = height

    def perimeter(self):
        return 2 * (self.width + self.height)


shape = Rectangle(2, 3)
print(shape.perimeter())
print(shape.perimiter())
