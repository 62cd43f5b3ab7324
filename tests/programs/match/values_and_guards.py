"""Dotted names are compared, plain names capture; guards decide last."""

from enum import Enum


class Color(Enum):
    RED = 1
    BLUE = 2


class limits:
    TOP = 100


def paint(value):
    match value:
        case Color.RED:
            return "red"
        case Color.BLUE:
            return "blue"
        case limits.TOP:
            return "exactly the top"
        case n if n > limits.TOP:
            return f"{n - limits.TOP} too high"
        case n:
            return f"fine {n}"


print(paint(Color.RED), paint(Color.BLUE), paint(100), paint(150), paint(5))


def guards(n):
    asked = []

    def ask(label, answer):
        asked.append(label)
        return answer

    match n:
        case 1 if ask("a", False):
            pass
        case x if ask("b", x > 5):
            pass
        case _ if ask("c", True):
            pass
    return asked


print(guards(1), guards(9), guards(2))
match [1, 2]:
    case [a, b, c]:
        pass
    case [a, 3]:
        pass
    case _:
        print("a failed pattern binds nothing:", "a" in globals())
