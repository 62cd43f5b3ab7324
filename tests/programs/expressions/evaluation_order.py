"""Operands are evaluated from left to right, targets after values."""


def at(label, value=0):
    print(label, end=" ")
    return value


at("a", 1) + at("b", 2) * at("c", 3)
print()
at("f", lambda *a, **k: None)(at("x"), *at("y", []), key=at("z"), **at("w", {}))
print()
{at("k1"): at("v1"), at("k2"): at("v2")}
print()
store = {}
at("store", store)[at("key")] = at("value")
print()
[at(1), at(2), *[at(3)]]
print()
at("left", 5) < at("middle", 3) < at("right", 1)
print()
store[at("i", 0)] += at("increment", 1)
print()
