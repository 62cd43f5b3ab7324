"""Set algebra with operators and methods."""

a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, a < b, {3} < a, a <= a, a >= {1}, a == {4, 3, 2, 1}, 3 in a, len(a))
print(a.union([9], (8,)), a.intersection(b, [4]), a.difference([1], [2]), a.symmetric_difference(b), a.issubset(range(10)), a.issuperset([1]), a.isdisjoint({7}))
s = {1}
s.add(2)
s.add(2)
s.update([3, 4], {5})
s.discard(99)
s.remove(1)
s &= {2, 3, 4, 5}
s -= {5}
s ^= {4, 6}
s |= {7}
print(sorted(s), s.copy() == s, set(), set("a"), {*range(3)}, frozenset({1}) == {1}, {1, True, 1.0})
s.intersection_update({2, 3, 100})
s.difference_update([3])
print(s, s.pop(), s, s.clear(), s)
for statement in ("set().pop()", "{1}.remove(2)", "{[]}", "{{1}}", "{1} + {2}", "{1} | [2]", "s[0]", "{1} < [1]", "set(5)", "{1}.union(5)", "hash({1})", "{1}.add()", "{1} & 5", "set(1, 2)"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
