"""Annotated assignments: evaluated at module level, ignored in functions."""


def say(what):
    print("annotation", what)
    return what


a: say("int") = say(5)
b: say("never assigned")
(c): int = 3
d: list[int] = []
d[0:0]: say("slices too") = [1]


class K:
    x: say("in class") = 1
    y: "text stays text"


def f():
    local: say("in function") = 2
    return local


print(f(), a, c, d, __annotations__, K.__annotations__)
