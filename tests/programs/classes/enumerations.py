"""An enumeration is a class with a fixed number of named instances."""

from enum import Enum, IntEnum, Flag, auto, unique


class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1

    @property
    def short(self):
        return self.name[0]


print(Color.RED, repr(Color.GREEN), Color.BLUE.value, Color.BLUE.name, Color(2), Color["BLUE"], Color.CRIMSON)
print([c.short for c in Color], len(Color), list(Color.__members__), Color.RED is Color(1), Color.RED == 1)
print(isinstance(Color.RED, Color), Color.RED in Color, {Color.RED: "hot"}[Color.CRIMSON])
for expression in ("Color(9)", "Color['PINK']", "Color.PINK", "Color.RED < Color.BLUE"):
    try:
        eval(expression)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)
try:
    Color.RED = 5
except AttributeError as error:
    print(error)


class Level(IntEnum):
    LOW = 1
    HIGH = 10


print(Level.HIGH > Level.LOW, Level.HIGH + 1, f"{Level.LOW}", repr(Level.LOW), sorted([Level.HIGH, Level.LOW]))


class Right(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    ALL = READ | WRITE | RUN


mine = Right.READ | Right.RUN
print(mine, mine.value, Right.WRITE in mine, Right.RUN in mine, ~mine, list(Right.ALL), Right(0), bool(Right(0)))
try:
    @unique
    class Twice(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
