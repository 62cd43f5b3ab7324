"""Small problems that sets make easy."""

words = ["listen", "silent", "enlist", "google", "elgoog", "cat"]
print([w for w in words if len(set(w)) == len(w)], sorted({frozenset(w) for w in words}, key=lambda s: sorted(s))[0] == {"a", "c", "t"}, len({frozenset(w) for w in words}))
a, b = set(range(0, 30, 2)), set(range(0, 30, 3))
print(sorted(a & b), sorted(a - b), sorted(a ^ b), len(a | b))
seen, twice = set(), set()
for n in [1, 5, 3, 5, 1, 9]:
    (twice if n in seen else seen).add(n)
print(sorted(seen), sorted(twice), len(seen) < 6)
print(set("hello") & set("world") == {"l", "o"}, {1, 2} < {1, 2, 3} > {3}, not {1} & {2}, set() == {*()}, {1, 2} == {2, 1, 1})
graph = {1: {2, 3}, 2: {4}, 3: {4}, 4: {1}, 5: set()}
reached, front = set(), {1}
while front:
    reached |= front
    front = {n for node in front for n in graph[node]} - reached
print(sorted(reached), set(graph) - reached)
missing, = set(range(10)) - {0, 1, 2, 3, 4, 5, 6, 8, 9}
print(missing, all(map({1, 2, 3}.__contains__, [1, 2])), min(a), sum(b))
