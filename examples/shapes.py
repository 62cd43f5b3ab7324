# match: taking a value apart by its shape.
#
# Each `case` is a ladder of tests. Look at how the captured values wait on the stack, and are stored in
# their variables only when the whole pattern has matched.


def describe(shape):
    match shape:
        case {"kind": "circle", "radius": r}:
            return f"a circle of {r}"
        case ["square", side] | {"kind": "square", "side": side}:
            return f"a square of {side}"
        case ["polygon", first, *_] if first:
            return "a polygon"
        case str(name):
            return name
        case _:
            return "something else"


for shape in {"kind": "circle", "radius": 2}, ("square", 3), ["polygon", 1, 2], "dot", 5:
    print(describe(shape))
