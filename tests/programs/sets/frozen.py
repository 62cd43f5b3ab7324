"""A frozenset can be hashed and put into other sets."""

f = frozenset([1, 2])
print(f, f | {3}, type(f | {3}).__name__, type({3} | f).__name__, f & {1}, f - {1}, f ^ {9}, hash(f) == hash(frozenset([2, 1])), {f: "key"}[frozenset({2, 1})])
print({f, frozenset()} == {frozenset([]), frozenset([1, 2])}, f == {1, 2}, f.union([5]), f.copy() is f, frozenset(f) is f, frozenset(), 1 in f)
print({1, 2} in [f], {1, 2} in {f}, {f: 1}.get(frozenset("q")))
for statement in ("f.add(3)", "f |= {3}; print(f)", "f[0]", "frozenset([[]])", "del f.x", "frozenset(1)"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
