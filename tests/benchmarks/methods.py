"""Objects, attributes, methods, inheritance, properties, class and static methods."""


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        return 0.0

    def scaled_area(self, factor):
        return self.area() * factor

    @staticmethod
    def square_of(x):
        return x * x


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    @property
    def diagonal(self):
        return (self.square_of(self.width) + self.square_of(self.height)) ** 0.5


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)

    @classmethod
    def of_area(cls, area):
        return cls(area ** 0.5)


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.log = []

    def deposit(self, amount):
        self.balance += amount
        self.log.append(amount)
        return self

    def withdraw(self, amount):
        if amount <= self.balance:
            self.balance -= amount
            self.log.append(-amount)
        return self


def main():
    total = 0.0
    for i in range(12_000):
        for shape in (Rectangle(i, 2), Square(3)):
            total += shape.scaled_area(2) + shape.diagonal
        total += Square.of_area(i).area()
    print(f"{total:.6f} {Shape.count}")

    position, step = Vector(0, 0), Vector(1, 2)
    dots = 0
    for _ in range(20_000):
        position = position + step
        dots += position.dot(step)
    print(position.x, position.y, dots, position == Vector(20_000, 40_000))

    account = Account("learner")
    for i in range(30_000):
        account.deposit(i).withdraw(i // 2)
    print(account.balance, len(account.log))
