"""A range is a sequence that computes its items."""

r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], r[::-1], list(r[::-2]), 8 in r, 9 in r, r.index(8), r.count(8), r.start, r.stop, r.step)
print(range(0), list(range(5, 0, -2)), range(0, 3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), range(0) == range(2, 1), bool(range(0)), bool(range(1)))
print(range(10**30)[10**29], len(range(0, 10**18, 7)), 10**29 in range(10**30), 5.0 in range(10), "5" in range(10), sum(range(101)), max(range(0, 10, 3)), repr(range(1, 2, 1)), repr(range(0, 5, 2)))
for statement in ("range(3)[5]", "range(3)['a']", "range(1, 2, 0)", "range('3')", "range(2.0)", "range(3).index(9)", "range(3)[0] = 1", "range(3) + range(2)", "len(range(10**30))", "range()", "range(1, 2, 3, 4)", "range(stop=3)"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
it = iter(range(3))
print(next(it), list(it), list(reversed(range(0, 10, 4))))
