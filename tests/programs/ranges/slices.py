"""slice objects: attributes, indices, equality."""

s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), s.indices(5), slice(None, None, -1).indices(4), slice(-3, None).indices(10), slice(100).indices(3))
print(s == slice(1, 10, 2), s != slice(1), slice(1, 2) < slice(1, 3), "abcdefghijk"[s], [0, 1, 2, 3][slice(-2, None)], hash(s) == hash(slice(1, 10, 2)))
middle = slice(1, -1)
for text in ("(abc)", "[x]", "ab"):
    print(text[middle], end="|")
print()
for statement in ("slice()", "slice(1).indices(-1)", "slice('a').indices(5)", "[][slice(1, 2, 0)]", "s.start = 5", "slice(1, 2, 3, 4)"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
