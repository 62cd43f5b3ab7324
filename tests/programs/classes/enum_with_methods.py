"""Members may carry several values, and behave differently."""

from enum import Enum, StrEnum, auto, member, nonmember


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.642, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return round(self.mass / self.radius**3, 4)


print([(p.name, p.density) for p in Planet], Planet((5.97, 6.37)))


class Direction(StrEnum):
    NORTH = auto()
    SOUTH = auto()

    @classmethod
    def _missing_(cls, value):
        return cls.NORTH if value == "up" else None


print(Direction.NORTH, Direction("up"), Direction.SOUTH.upper(), Direction.SOUTH == "south")


class Operation(Enum):
    ADD = member(lambda a, b: a + b)
    constant = nonmember(42)

    def __call__(self, a, b):
        return self.value(a, b)

    def __str__(self):
        return f"<{self.name.lower()}>"


print(Operation.ADD(2, 3), Operation.constant, Operation.ADD, len(Operation))
Shade = Enum("Shade", "LIGHT DARK", start=5)
print(list(Shade))
