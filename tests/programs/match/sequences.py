"""Sequence patterns match lists and tuples by shape, but no strings."""


def shape(value):
    match value:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [0, *rest]:
            return f"zero first, then {rest}"
        case (a, b) if a == b:
            return f"twins {a}"
        case [a, [b, c]]:
            return f"nested {a} {b} {c}"
        case ["move", (("north" | "south") as where), *_]:
            return f"move {where}"
        case [first, *_, last]:
            return f"from {first} to {last}"
        case _:
            return "no sequence"


for value in ([], (1,), [0, 1, 2], [4, 4], [1, [2, 3]], ["move", "north", "fast"], range(5), "ab", b"ab", {1, 2}, (1, 2, 3), iter([1]), {}):
    print(shape(value))
