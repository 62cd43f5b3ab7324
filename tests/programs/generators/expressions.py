"""A generator expression is a generator without a name of its own."""

g = (n * n for n in range(3))
print(type(g).__name__, g.__name__, next(g), list(g), list(g))
print(sum(x for x in range(5)), ",".join(c for c in "abc"), dict((k, k * 2) for k in range(2)))
n = 3
late = (n * i for i in range(n))
n = 10
print(list(late))
nested = ((a, b) for a in range(2) for b in (x for x in range(a + 1)))
print(list(nested))
print(any(n > 3 for n in [1, 5, print]) if False else any(n > 3 for n in [1, 5]))
print(all(x for x in []), set(c for c in "aa"), sorted((-v for v in (1, 3, 2)), reverse=True))
