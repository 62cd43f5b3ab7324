"""Misspelt names and attributes get a hint in the traceback."""

import traceback


def attempt(code):
    try:
        exec(code, {"counter": 1, "Shape": Shape, "shape": Shape()})
    except Exception as error:
        print(traceback.format_exception_only(error)[-1], end="")


class Shape:
    def __init__(self):
        self.width = 1
        self.height = 2

    def area(self):
        return self.widht * self.height


for code in (
    "countre",
    "pritn('x')",
    "shape.heigth",
    "shape.area()",
    "Shape.aera",
    "[].appendd(1)",
    "'text'.uper()",
    "import maths",
    "import math; math.squrt(2)",
    "completely_unknown",
    "sys.path",
    "shape.zzzzzz",
):
    attempt(code)
