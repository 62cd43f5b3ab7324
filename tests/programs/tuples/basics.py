"""Tuples: making, comparing, hashing, and what they do not allow."""

t = (1, "two", 3.0)
print(t, (), (1,), 1, 2, (1, (2, (3,))), tuple("ab"), t[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, 2 in t, t.count(1), t.index("two"))
print((1, 2) < (1, 3) < (2,), (1, "a") == (1, "a"), hash((1, 2)) == hash((1, 2)), {(0, 0): "origin"}[0, 0], () == (), max((1, 9), (2, 1)))
a, *b = t
x, (y, z) = 1, (2, 3)
print(a, b, x, y, z, *t)
for statement in ("t[0] = 1", "del t[0]", "t.append(1)", "t[9]", "t + [1]", "t.index(7)", "hash(([],))", "t['a']", "(1, 'a') < (1, 2)", "t.count()", "tuple(5)", "t()"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
inner = ([],)
inner[0].append(1)
print(inner, inner == ([1],), hash(()), tuple(()) is tuple([]))
