"""bool is a kind of int with two values."""

print(True + True, True * 5, -True, ~False if False else -1, True == 1, isinstance(True, int))
print(True & False, True | False, True ^ True, True & 1, type(True & 1).__name__, type(True & True).__name__)
print([False, True].index(1), "ab"[True], sum([True, True, False]), {True: "a", 1: "b"}, {0: "x"}[False])
print(bool("False"), bool(" "), bool(0.0), bool([[]]), bool(None), bool(-1), bool(0j), bool(b""), bool(range(0)))
print(repr(True), str(False), f"{True:d} {True:5} {True!s:>6}", int(True), float(True), complex(True))
print(True < 2, max(True, 0), sorted([True, False, 1, 0]), True.real, True.bit_length(), (True).__class__)
print(not 0, not "a", (not 1) + 1, True and "yes", False or None, True if [] else False)
